-- The cluster's membership. Each change raises the cluster's version by one in the same statement, and happens only
-- where the version is still the one that the silo has read: of two silos that change at once, one reads again.

-- @query InsertMembershipVersionKey
with made as (
    insert into orleans_cluster (deploymentid, version, changed_at) values (@DeploymentId, 0, now())
    on conflict (deploymentid) do nothing
    returning 1)
select exists (select 1 from made)

-- @query InsertMembershipKey
with raised as (
    update orleans_cluster set version = version + 1, changed_at = now()
    where deploymentid = @DeploymentId and version = @Version
      and not exists (
        select 1 from orleans_silo
        where deploymentid = @DeploymentId and address = @Address and port = @Port and generation = @Generation)
    returning 1),
made as (
    insert into orleans_silo (deploymentid, address, port, generation, siloname, hostname, status, proxyport, starttime, iamalivetime)
    select @DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime
    from raised
    returning 1)
select exists (select 1 from made)

-- @query UpdateMembershipKey
with raised as (
    update orleans_cluster set version = version + 1, changed_at = now()
    where deploymentid = @DeploymentId and version = @Version
      and exists (
        select 1 from orleans_silo
        where deploymentid = @DeploymentId and address = @Address and port = @Port and generation = @Generation)
    returning 1),
changed as (
    update orleans_silo set status = @Status, suspecttimes = @SuspectTimes, iamalivetime = @IAmAliveTime
    where deploymentid = @DeploymentId and address = @Address and port = @Port and generation = @Generation
      and exists (select 1 from raised)
    returning 1)
select exists (select 1 from changed)

-- @query UpdateIAmAlivetimeKey
update orleans_silo set iamalivetime = @IAmAliveTime
where deploymentid = @DeploymentId and address = @Address and port = @Port and generation = @Generation

-- The version is answered even where there is no silo.
-- @query MembershipReadRowKey
select c.deploymentid, s.address, s.port, s.generation, s.siloname, s.hostname, s.status, s.proxyport, s.suspecttimes,
       s.starttime, s.iamalivetime, c.version
from orleans_cluster c
left join orleans_silo s
  on s.deploymentid = c.deploymentid and s.address = @Address and s.port = @Port and s.generation = @Generation
where c.deploymentid = @DeploymentId

-- @query MembershipReadAllKey
select c.deploymentid, s.address, s.port, s.generation, s.siloname, s.hostname, s.status, s.proxyport, s.suspecttimes,
       s.starttime, s.iamalivetime, c.version
from orleans_cluster c
left join orleans_silo s on s.deploymentid = c.deploymentid
where c.deploymentid = @DeploymentId

-- @query GatewaysQueryKey
select address, proxyport, generation
from orleans_silo
where deploymentid = @DeploymentId and status = @Status and proxyport > 0

-- @query DeleteMembershipTableEntriesKey
with gone as (delete from orleans_silo where deploymentid = @DeploymentId)
delete from orleans_cluster where deploymentid = @DeploymentId

-- Silos that are active stay, however old: 3 is active.
-- @query CleanupDefunctSiloEntriesKey
delete from orleans_silo
where deploymentid = @DeploymentId and iamalivetime < @IAmAliveTime and status <> 3
