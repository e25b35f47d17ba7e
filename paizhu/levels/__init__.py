"""Level by level (层层传导): what a host has to carry out is passed to the units below it, and on from there; each answers."""
