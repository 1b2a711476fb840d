using Grains.Journal;

namespace Storage.Journal;

/// <summary>Refuses a batch that contradicts itself before it costs a transaction: that is a fault of the caller's code.</summary>
internal static class FactCheck
{
    public static void Check(FactBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        switch (batch)
        {
            case GatheringFacts facts:
                for (var i = 0; i < facts.Entries.Count; i++)
                {
                    Require(facts.Entries[i].Seq == facts.Head + 1 + i, "Entries must be dense from the head.");
                }

                break;
            case ConsultationFacts facts:
                for (var i = 0; i < facts.Entries.Count; i++)
                {
                    Require(facts.Entries[i].Seq == facts.Head + 1 + i, "Entries must be dense from the head.");
                }

                break;
            case LedgerFacts facts:
                for (var i = 0; i < facts.Entries.Count; i++)
                {
                    Require(facts.Entries[i].Seq == facts.Head + 1 + i, "Ledger entries must be dense from the head.");
                    Require(facts.Entries[i].Member == facts.Member, "A ledger batch is one member's.");
                }

                break;
            case RelationFacts facts:
                Require(facts.Writes.All(RelationRows.Knows), "The journal does not know this kind of write.");
                break;
            default:
                Require(batch is AuditFacts, "The journal does not know this kind of batch.");
                break;
        }
    }

    private static void Require(bool holds, string message)
    {
        if (!holds)
        {
            throw new ArgumentException(message);
        }
    }
}
