using Grains.Corrections;
using Grains.Journal;
using Grains.Organisation;
using Storage.Corrections;
using Storage.Organisation;

namespace Storage.Journal;

/// <summary>
/// The statements of each kind of relation write: shared by both products, with positional parameters. A value given
/// as null has no type to the server, so a statement uses it where a column tells the type.
/// </summary>
internal static class RelationRows
{
    private const string CommandSql = "insert into command (actor, id, at, subject, result) values ($1, $2, $3, $4, $5)";

    private static readonly Dictionary<Type, Func<RelationWrite, IEnumerable<RowWrite>>> Kinds = new()
    {
        [typeof(StandingChange)] = static write => StandingRows.Of((StandingChange)write),
        [typeof(CorrectionFiled)] = static write => CorrectionRows.Of((CorrectionFiled)write),
        [typeof(CorrectionClosed)] = static write => CorrectionRows.Of((CorrectionClosed)write),
        [typeof(ProfileChange)] = static write => CorrectionRows.Of((ProfileChange)write),
    };

    public static IEnumerable<RowWrite> Of(RelationFacts facts)
    {
        if (facts.Command is { } command)
        {
            yield return RowWrite.Must(CommandSql, command.Actor, command.Id, command.At.Ms(), command.Subject, command.Result);
        }

        foreach (var write in facts.Writes)
        {
            foreach (var row in Kinds[write.GetType()](write))
            {
                yield return row;
            }
        }
    }

    public static bool Knows(RelationWrite write) => Kinds.ContainsKey(write.GetType());
}
