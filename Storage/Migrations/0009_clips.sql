-- Length of a recording as its recorder told it; null for a picture.
alter table media add column seconds bigint;
