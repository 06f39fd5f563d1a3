"""The two web doors: the public one and the local one."""
