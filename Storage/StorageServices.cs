using Grains.Accounts;
using Grains.Consultations;
using Grains.Corrections;
using Grains.Gatherings;
using Grains.Journal;
using Grains.Organisation;
using Grains.Points;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Storage.Accounts;
using Storage.Audit;
using Storage.Consultations;
using Storage.Corrections;
using Storage.Gatherings;
using Storage.Journal;
using Storage.Media;
using Storage.Organisation;
using Storage.Points;
using Storage.Queries;

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
        services.AddSingleton<ICommandStore, CommandStore>();
        services.AddSingleton<NumberMint>();
        services.AddSingleton<RosterWriter>();
        services.AddSingleton<RosterBookReader>();
        services.AddSingleton<AuditVerifier>();
        services.AddSingleton<CorrectionStore>();
        services.AddSingleton<ICorrectionStore>(static provider => provider.GetRequiredService<CorrectionStore>());
        services.AddSingleton<AuditRetention>();
        services.AddSingleton<MediaStore>();
#if !ORLEANS
        services.AddSingleton<Grains.Local.ILocalDocumentStore, Documents.DocumentStore>();
#endif
        return services.AddQueries();
    }

    private static IServiceCollection AddQueries(this IServiceCollection services) => services
        .AddSingleton<SignInQuery>()
        .AddSingleton<SessionQuery>()
        .AddSingleton<ProfileQuery>()
        .AddSingleton<NodeQuery>()
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
