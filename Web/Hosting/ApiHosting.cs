using Grains.Rules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Storage.Queries;
using Web.Api;
using Web.Censuses;
using Web.Clubs;
using Web.Consultations;
using Web.Coverage;
using Web.Data;
using Web.Declarations;
using Web.Development;
using Web.Enterprises;
using Web.Exports;
using Web.Find;
using Web.Media;
using Web.Members;
using Web.Offices;
using Web.Operate;
using Web.Organisation;
using Web.SignIn;
using Web.Statistics;
using Web.Transfers;
using Web.VirtualBranches;

namespace Web.Hosting;

/// <summary>The HTTP API: every route of docs/protocol.md, each closed to the unsigned unless it says otherwise.</summary>
public static class ApiHosting
{
    internal static void AddHubApi(this IServiceCollection services)
    {
        services.AddWebQueries();
        services.AddSingleton<MeReader>();
        services.AddSingleton<NodeDoor>();
        services.AddSingleton<NodeCounts>();
        services.AddSingleton<NodeReader>();
        services.AddSingleton<GatheringLists>();
        services.AddSingleton<BriefReader>();
        services.AddSingleton<RosterReader>();
        services.AddSingleton<TimelineReader>();
        services.AddSingleton<Looks>();
        services.AddSingleton<OperatorDoor>();
        services.AddSingleton<ExportDesk>();
        services.AddSingleton<ConsultationReader>();
        services.AddSingleton<ConsultationDesk>();
        services.AddSingleton<TreeDoor>();
        services.AddSingleton<OrganisationDesk>();
        services.AddVirtualBranches();
        services.AddSingleton<StatisticsDoor>();
        services.AddSingleton<StatisticsReader>();
        services.AddSingleton<StatisticsTable>();
        services.AddSingleton<StatisticsExport>();
        services.AddSingleton<CoverageReader>();
        services.AddSingleton<CoverageDesk>();
        services.AddSingleton<CensusDoor>();
        services.AddSingleton<CensusReader>();
        services.AddSingleton<TransferReader>();
        services.AddSingleton<TransferDesk>();
        services.AddSingleton<CardDesk>();
        services.AddSingleton<MemberList>();
        services.AddSingleton<IFindSource, OrganisationSource>();
        services.AddSingleton<IFindSource, VirtualSource>();
        services.AddSingleton<IFindSource, LifeGroupSource>();
        services.AddSingleton<IFindSource, EnterpriseSource>();
        services.AddSingleton<ClubDoor>();
        services.AddSingleton<DeclarationThrottle>();
        services.AddPictures();
        services.AddData();
    }

    internal static void MapHubApi(this IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapGroup("/api");
        api.AddEndpointFilter(static (context, next) =>
        {
            // Answers are a member's own: no shared cache may keep one. Pictures set a rule of their own afterwards.
            context.HttpContext.Response.Headers.CacheControl = "private, no-store";
            return next(context);
        });
        api.MapSignIn();
        api.MapPassword();
        api.MapMe();
        api.MapSessions();
        api.MapNow();
        api.MapGatherings();
        api.MapLog();
        api.MapRoster();
        api.MapTimeline();
        api.MapExports();
        api.MapPolls();
        api.MapFlags();
        api.MapMinutes();
        api.MapExcuse();
        api.MapNodes();
        api.MapPoints();
        api.MapAttendance();
        api.MapConsultations();
        api.MapTree();
        api.MapEnterprises();
        api.MapVirtualBranches();
        api.MapClubs();
        api.MapTransfers();
        api.MapCards();
        api.MapMedia();
        api.MapRules();
        api.MapOperate();
        api.MapStatistics();
        api.MapCoverage();
        api.MapCensuses();
        api.MapOwnRights();
        api.MapPrivacy();
        api.MapOffices();
        api.MapNotices();
        api.MapVotePolicy();
        api.MapDevelopment();
        api.MapDeclarations();
        api.MapFind();
        api.MapData();
        api.Map("/{**unknown}", Unknown).AllowAnonymous();
    }

    /// <summary>No such route, or one that takes JSON and was sent something else: routing ends here in both cases.</summary>
    private static Task Unknown(HttpContext context) => context.Request is { ContentType: not null } request && !request.HasJsonContentType()
        ? Answers.Write(context, Rulebook.Invalid, StatusCodes.Status415UnsupportedMediaType)
        : Answers.Write(context, Rulebook.NotFound);
}
