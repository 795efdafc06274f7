DROP TABLE wrappers;
