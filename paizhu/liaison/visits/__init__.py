"""Front-line visits (一线走访、下沉监督) of an office to its host."""
