"""The wheel's contents: the package, and ``data/`` beside it as ``gridgov/_data``."""

from setuptools import find_packages, setup

setup(
    packages=[*find_packages(include=["gridgov", "gridgov.*"]), "gridgov._data"],
    package_dir={"gridgov._data": "data"},
    package_data={"gridgov._data": ["**/*"]},
)
