using Grains.Cards;
using Grains.Journal;
using Grains.Organisation;
using Grains.Transfers;
using Storage.Organisation;
using Storage.Transfers;

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
        [typeof(TransferOpened)] = static write => TransferRows.Of((TransferOpened)write),
        [typeof(TransferChanged)] = static write => TransferRows.Of((TransferChanged)write),
        [typeof(TransferStepped)] = static write => TransferRows.Of((TransferStepped)write),
        [typeof(TransferReleased)] = static write => TransferRows.Of((TransferReleased)write),
        [typeof(PaperPlaced)] = static write => TransferRows.Of((PaperPlaced)write),
        [typeof(DuesRouted)] = static write => TransferRows.Of((DuesRouted)write),
        [typeof(OfficesLeft)] = static write => TransferRows.Of((OfficesLeft)write),
        [typeof(OutsideFounded)] = static write => TransferRows.Of((OutsideFounded)write),
        [typeof(FilingQueued)] = static write => TransferRows.Of((FilingQueued)write),
        [typeof(FilingTried)] = static write => TransferRows.Of((FilingTried)write),
        [typeof(OutreachMade)] = static write => TransferRows.Of((OutreachMade)write),
        [typeof(CardOpened)] = static write => CardRows.Of((CardOpened)write),
        [typeof(CardChanged)] = static write => CardRows.Of((CardChanged)write),
        [typeof(CardDues)] = static write => CardRows.Of((CardDues)write),
        [typeof(CardsFollow)] = static write => CardRows.Of((CardsFollow)write),
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
