"""The files of backbones and adapters: found, described, checked, read and written safely."""
