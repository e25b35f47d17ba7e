"""Letters of an office to bodies of its host (提醒函、督促函、业务指导函): numbered, received, answered, verified, closed."""
