-- No grain keeps state by its runtime: what must last is a fact or a relation.
drop table document;
