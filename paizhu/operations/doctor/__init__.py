"""`paizhu doctor`: looks at an installation, changes nothing, and says what is wrong and how to mend it."""
