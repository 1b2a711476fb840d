using Grains.Cards;
using Grains.Censuses;
using Grains.Clubs;
using Grains.Corrections;
using Grains.Coverage;
using Grains.Declarations;
using Grains.Development;
using Grains.Enterprises;
using Grains.Journal;
using Grains.Members;
using Grains.Offices;
using Grains.Organisation;
using Grains.Organisation.Tree;
using Grains.Transfers;
using Grains.VirtualBranches;
using Grains.Votes;
using Storage.Censuses;
using Storage.Clubs;
using Storage.Corrections;
using Storage.Coverage;
using Storage.Declarations;
using Storage.Development;
using Storage.Enterprises;
using Storage.Members;
using Storage.Offices;
using Storage.Organisation;
using Storage.Transfers;
using Storage.VirtualBranches;

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
        [typeof(StandingSweep)] = static write => SweepRows.Of((StandingSweep)write),
        [typeof(TreeHead)] = static write => TreeRows.Of((TreeHead)write),
        [typeof(NodeFound)] = static write => TreeRows.Of((NodeFound)write),
        [typeof(NodeRenamed)] = static write => TreeRows.Of((NodeRenamed)write),
        [typeof(NodeMoved)] = static write => TreeRows.Of((NodeMoved)write),
        [typeof(SectorSet)] = static write => TreeRows.Of((SectorSet)write),
        [typeof(NodeEmptied)] = static write => TreeRows.Of((NodeEmptied)write),
        [typeof(NodeEnded)] = static write => TreeRows.Of((NodeEnded)write),
        [typeof(EnterpriseRegistered)] = static write => EnterpriseRows.Of((EnterpriseRegistered)write),
        [typeof(EnterpriseAmended)] = static write => EnterpriseRows.Of((EnterpriseAmended)write),
        [typeof(EnterpriseCovered)] = static write => EnterpriseRows.Of((EnterpriseCovered)write),
        [typeof(EnterpriseEnded)] = static write => EnterpriseRows.Of((EnterpriseEnded)write),
        [typeof(MemberDeclared)] = static write => EnterpriseRows.Of((MemberDeclared)write),
        [typeof(DeclarationEnded)] = static write => EnterpriseRows.Of((DeclarationEnded)write),
        [typeof(SeatGranted)] = static write => EnterpriseRows.Of((SeatGranted)write),
        [typeof(SeatEnded)] = static write => EnterpriseRows.Of((SeatEnded)write),
        [typeof(ClubLinked)] = static write => ClubRows.Of((ClubLinked)write),
        [typeof(ClubUnlinked)] = static write => ClubRows.Of((ClubUnlinked)write),
        [typeof(VirtualFounded)] = static write => VirtualBranchRows.Of((VirtualFounded)write),
        [typeof(VirtualSaved)] = static write => VirtualBranchRows.Of((VirtualSaved)write),
        [typeof(VirtualJoined)] = static write => VirtualBranchRows.Of((VirtualJoined)write),
        [typeof(VirtualLeft)] = static write => VirtualBranchRows.Of((VirtualLeft)write),
        [typeof(JoinAsked)] = static write => VirtualBranchRows.Of((JoinAsked)write),
        [typeof(JoinDropped)] = static write => VirtualBranchRows.Of((JoinDropped)write),
        [typeof(TextSigned)] = static write => VirtualBranchRows.Of((TextSigned)write),
        [typeof(TextPublished)] = static write => VirtualBranchRows.Of((TextPublished)write),
        [typeof(PostPassed)] = static write => VirtualBranchRows.Of((PostPassed)write),
        [typeof(ElectionOpened)] = static write => VirtualBranchRows.Of((ElectionOpened)write),
        [typeof(CandidateStood)] = static write => VirtualBranchRows.Of((CandidateStood)write),
        [typeof(BallotCast)] = static write => VirtualBranchRows.Of((BallotCast)write),
        [typeof(ElectionSettled)] = static write => VirtualBranchRows.Of((ElectionSettled)write),
        [typeof(CountyMoved)] = static write => VirtualBranchRows.Of((CountyMoved)write),
        [typeof(VirtualEnded)] = static write => VirtualBranchRows.Of((VirtualEnded)write),
        [typeof(CensusAnswered)] = static write => CensusRows.Of((CensusAnswered)write),
        [typeof(CensusClosed)] = static write => CensusRows.Of((CensusClosed)write),
        [typeof(CensusApplied)] = static write => CensusRows.Of((CensusApplied)write),
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
        [typeof(OfficeBegun)] = static write => OfficeRows.Of((OfficeBegun)write),
        [typeof(OfficeEnded)] = static write => OfficeRows.Of((OfficeEnded)write),
        [typeof(OfficeRanOut)] = static write => OfficeRows.Of((OfficeRanOut)write),
        [typeof(VotePolicySet)] = static write => OfficeRows.Of((VotePolicySet)write),
        [typeof(DevelopmentTaken)] = static write => DevelopmentRows.Of((DevelopmentTaken)write),
        [typeof(PrivacySet)] = static write => PrivacyRows.Of((PrivacySet)write),
        [typeof(DeclarationMade)] = static write => DeclarationRows.Of((DeclarationMade)write),
        [typeof(DeclarationSettled)] = static write => DeclarationRows.Of((DeclarationSettled)write),
        [typeof(MemberBegun)] = static write => DeclarationRows.Of((MemberBegun)write),
        [typeof(CorrectionFiled)] = static write => CorrectionRows.Of((CorrectionFiled)write),
        [typeof(CorrectionClosed)] = static write => CorrectionRows.Of((CorrectionClosed)write),
        [typeof(CorrectionReminded)] = static write => CorrectionRows.Of((CorrectionReminded)write),
        [typeof(TargetSet)] = static write => CoverageRows.Of((TargetSet)write),
        [typeof(TargetDropped)] = static write => CoverageRows.Of((TargetDropped)write),
        [typeof(TargetMeasured)] = static write => CoverageRows.Of((TargetMeasured)write),
        [typeof(UnitAwarded)] = static write => CoverageRows.Of((UnitAwarded)write),
        [typeof(UnitReviewed)] = static write => CoverageRows.Of((UnitReviewed)write),
        [typeof(UnitRevoked)] = static write => CoverageRows.Of((UnitRevoked)write),
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
