"""Reads, compares and reviews CloudFormation templates; knows nothing of Qt."""
