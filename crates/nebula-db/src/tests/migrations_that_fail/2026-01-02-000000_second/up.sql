CREATE TABLE second (id no_such_type);
