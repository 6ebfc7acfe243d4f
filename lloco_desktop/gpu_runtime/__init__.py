"""The CUDA edition of torch, got from within the application and put before the bundled one."""
