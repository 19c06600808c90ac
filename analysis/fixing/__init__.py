"""Kinds of fix beyond adopting what a finding covers."""
