using Dapper;
using Storage;

namespace Grains.Tests.VirtualBranches;

/// <summary>Fills a virtual branch with a whole roster at once, for measurements: nobody joins that way.</summary>
internal sealed class VirtualBranchBulk(HubDatabase database)
{
    private const string MembersSql = """
        insert into membership (member, node, since, kind)
        select m.id, @Node, @At, 'Virtual' from member m
        where not exists (select 1 from membership s where s.member = m.id and s.node = @Node and s.until is null)
        order by m.id limit @Count
        """;

    private const string CountSql = """
        update virtual_branch set version = version + 1,
            members = (select count(*) from membership where node = @Node and until is null and kind = 'Virtual')
        where node = @Node
        """;

    /// <summary>Makes up to <paramref name="count"/> more members of the hub members of the branch; answers how many it then has.</summary>
    public Task<int> FillAsync(string node, int count, DateTimeOffset at, CancellationToken cancellation = default) => database.WriteAsync(
        async (connection, transaction) =>
        {
            var parameters = new { Node = node, Count = count, At = at };
            await connection.ExecuteAsync(new CommandDefinition(MembersSql, parameters, transaction, cancellationToken: cancellation));
            await connection.ExecuteAsync(new CommandDefinition(CountSql, parameters, transaction, cancellationToken: cancellation));
            // The planner's own look at the table comes within a minute; a roster that grew member by member has had it.
            await connection.ExecuteAsync(new CommandDefinition("analyze membership", transaction: transaction, cancellationToken: cancellation));
            return await connection.ExecuteScalarAsync<int>(new CommandDefinition(
                "select members from virtual_branch where node = @Node", parameters, transaction, cancellationToken: cancellation));
        },
        cancellation);
}
