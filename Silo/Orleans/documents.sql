-- Documents, alike on both databases. A query that answers no row tells Orleans that the version it holds is not the
-- stored one. The hashes that Orleans also passes are not needed: the key is whole.

-- @query ReadFromStorageKey
select payload as PayloadBinary, version as Version
from orleans_document
where service = @ServiceId and kind = @GrainTypeString and n0 = @GrainIdN0 and n1 = @GrainIdN1
  and key = coalesce(@GrainIdExtensionString, '')

-- A document without a version must be new; one with a version must be there and have it.
-- @query WriteToStorageKey
insert into orleans_document (service, kind, n0, n1, key, payload, version)
select @ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, coalesce(@GrainIdExtensionString, ''), @PayloadBinary, 1
where @GrainStateVersion is null or exists (
    select 1 from orleans_document
    where service = @ServiceId and kind = @GrainTypeString and n0 = @GrainIdN0 and n1 = @GrainIdN1
      and key = coalesce(@GrainIdExtensionString, ''))
on conflict (service, kind, n0, n1, key) do update
set payload = excluded.payload, version = orleans_document.version + 1, modified_at = excluded.modified_at
where orleans_document.version = @GrainStateVersion
returning version as NewGrainStateVersion

-- @query ClearStorageKey
update orleans_document set payload = null, version = version + 1
where service = @ServiceId and kind = @GrainTypeString and n0 = @GrainIdN0 and n1 = @GrainIdN1
  and key = coalesce(@GrainIdExtensionString, '') and version = @GrainStateVersion
returning version as NewGrainStateVersion

-- @query DeleteStorageKey
delete from orleans_document
where service = @ServiceId and kind = @GrainTypeString and n0 = @GrainIdN0 and n1 = @GrainIdN1
  and key = coalesce(@GrainIdExtensionString, '') and version = @GrainStateVersion
returning version + 1 as NewGrainStateVersion
