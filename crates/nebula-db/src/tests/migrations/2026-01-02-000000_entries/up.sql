-- Long enough for several copies that migrate at once to meet here.
SELECT pg_sleep(0.2);
CREATE TABLE entries (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    batch bigint NOT NULL,
    account_id bigint REFERENCES accounts (id)
);
CREATE INDEX entries_batch ON entries (batch);
