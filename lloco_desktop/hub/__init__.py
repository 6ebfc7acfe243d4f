"""Getting backbones: presets, the model hub, downloads that go on and are verified, conversion."""
