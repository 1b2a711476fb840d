using Grains.Accounts;
using Grains.Cards;
using Grains.Censuses;
using Grains.Clubs;
using Grains.Consultations;
using Grains.Corrections;
using Grains.Coverage;
using Grains.Declarations;
using Grains.Development;
using Grains.Enterprises;
using Grains.Gatherings;
using Grains.Journal;
using Grains.Offices;
using Grains.Organisation;
using Grains.Organisation.Tree;
using Grains.Points;
using Grains.Statistics;
using Grains.Transfers;
using Grains.VirtualBranches;
using Grains.Votes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Storage.Accounts;
using Storage.Audit;
using Storage.Censuses;
using Storage.Clubs;
using Storage.Consultations;
using Storage.Corrections;
using Storage.Coverage;
using Storage.Declarations;
using Storage.Development;
using Storage.Enterprises;
using Storage.Gatherings;
using Storage.Journal;
using Storage.Media;
using Storage.Offices;
using Storage.Organisation;
using Storage.Points;
using Storage.Queries;
using Storage.Statistics;
using Storage.Transfers;
using Storage.VirtualBranches;

namespace Storage;

/// <summary>Wires everything that reads or writes the database.</summary>
public static class StorageServices
{
    /// <summary>
    /// Registers the ports, the journal and the queries over an opened database as singletons. The container disposes
    /// of the journal (which commits what waits); the caller disposes of <paramref name="database"/> after the host.
    /// </summary>
    public static IServiceCollection AddHubStorage(this IServiceCollection services, HubDatabase database)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(database);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(database);
        services.AddSingleton(provider => new JournalWriter(
            database, provider.GetRequiredService<ILogger<JournalWriter>>(), provider.GetService<IJournalProbe>(), JournalLimits.Queued));
        services.AddSingleton<IJournal>(provider => provider.GetRequiredService<JournalWriter>());
        services.AddSingleton<IGatheringStore, GatheringStore>();
        services.AddSingleton<IConsultationStore, ConsultationStore>();
        services.AddSingleton<ILedgerStore, LedgerStore>();
        services.AddSingleton<IAccountStore, AccountStore>();
        services.AddSingleton<IOrganisationStore, OrganisationStore>();
        services.AddSingleton<ITreeStore, TreeStore>();
        services.AddSingleton<IEnterpriseStore, EnterpriseStore>();
        services.AddSingleton<IClubStore, ClubStore>();
        services.AddSingleton<ICommandStore, CommandStore>();
        services.AddSingleton<IVirtualBranchStore, VirtualBranchStore>();
        services.AddSingleton<ICountsStore, CountsStore>();
        services.AddSingleton<ICensusStore, CensusStore>();
        services.AddSingleton<ICoverageStore, CoverageStore>();
        services.AddSingleton<ITransferStore, TransferStore>();
        services.AddSingleton<ICardStore, CardStore>();
        services.TryAddSingleton<IFilingPort, FilingInbox>();
        services.AddSingleton<NumberMint>();
        services.AddSingleton<INumberMint, MintPort>();
        services.AddSingleton<OfficeStore>();
        services.AddSingleton<IOfficeStore>(static provider => provider.GetRequiredService<OfficeStore>());
        services.AddSingleton<IVotePolicyStore>(static provider => provider.GetRequiredService<OfficeStore>());
        services.AddSingleton<IDevelopmentStore, DevelopmentStore>();
        services.AddSingleton<DeclarationStore>();
        services.AddSingleton<IDeclarationStore>(static provider => provider.GetRequiredService<DeclarationStore>());
        services.AddSingleton<RosterWriter>();
        services.AddSingleton<RosterBookReader>();
        services.AddSingleton<AuditVerifier>();
        services.AddSingleton<CorrectionStore>();
        services.AddSingleton<ICorrectionStore>(static provider => provider.GetRequiredService<CorrectionStore>());
        services.AddSingleton<AuditRetention>();
        services.AddSingleton<MediaStore>();
        return services.AddQueries();
    }

    private static IServiceCollection AddQueries(this IServiceCollection services) => services
        .AddSingleton<SignInQuery>()
        .AddSingleton<SessionQuery>()
        .AddSingleton<ProfileQuery>()
        .AddSingleton<NodeQuery>()
        .AddSingleton<TreeQuery>()
        .AddSingleton<PastQuery>()
        .AddSingleton<EnterpriseQuery>()
        .AddSingleton<MemberQuery>()
        .AddSingleton<GatheringQuery>()
        .AddSingleton<LogQuery>()
        .AddSingleton<AttendanceQuery>()
        .AddSingleton<TimelineQuery>()
        .AddSingleton<MinutesQuery>()
        .AddSingleton<PointsQuery>()
        .AddSingleton<FiguresQuery>()
        .AddSingleton<TenantQuery>();
}
