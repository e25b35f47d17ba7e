"""`python -m paizhu` is the same as `paizhu`."""

from paizhu.cli import main

if __name__ == "__main__":
    main()
