-- The browser that registered an address, by the hash of its visitor cookie: when the mailed link is taken elsewhere, the
-- password typed at registration is not believed and another is chosen there.
ALTER TABLE users ADD COLUMN registered_by bytea
    CONSTRAINT users_registered_by_length CHECK (octet_length(registered_by) = 32);
