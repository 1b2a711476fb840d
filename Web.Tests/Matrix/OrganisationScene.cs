using Grains.Enterprises;
using Grains.Organisation.Tree;
using Grains.VirtualBranches;
using Web.Tests.Support;

namespace Web.Tests.Matrix;

/// <summary>An enterprise that the branch covers, and how the routes of the tree and of enterprises are tried on it.</summary>
public static class OrganisationScene
{
    public const string Enterprise = "e-0000000000000000000001";

    public const string Club = "l-0000000000000000000001";

    private static int _requests;

    /// <summary>Registers the enterprise; where it is there already nothing happens.</summary>
    public static async Task SetAsync(HubServer hub)
    {
        await hub.GrainFactory.GetGrain<IOrganisationGrain>(IOrganisationGrain.Key).Submit(new RegisterEnterprise(
            await hub.ActorAsync(Tenant.OfficerAbove), "r-scene", Enterprise, "矩阵企业", "", "", 10, Tenant.Branch));
        // Led by an officer elsewhere, and nobody of the branch is in it.
        await hub.GrainFactory.GetGrain<IVirtualBranchGrain>(Club).Submit(new FoundVirtual(
            await hub.ActorAsync(Tenant.OfficerElsewhere), "r-scene-club", "矩阵社", "矩阵", "", null, true, 1, 1));
    }

    /// <summary>The target of a row; null where it is none of these routes.</summary>
    public static string? Target(string path) => path switch
    {
        "/api/org/tree" => $"/api/org/tree?parent={Tenant.Branch}",
        "/api/org/nodes/{id}/roster" => $"/api/org/nodes/{Tenant.Branch}/roster?day=2024-01-01",
        "/api/org/members/{id}/place" => $"/api/org/members/{Tenant.Spare.Id}/place?day=2024-01-01",
        "/api/nodes/{id}/clubs" or "/api/nodes/{id}/clubs/end" => path.Replace("{id}", Tenant.Branch, StringComparison.Ordinal),
        "/api/enterprises" => $"/api/enterprises?node={Tenant.Branch}",
        _ when path.StartsWith("/api/org/nodes", StringComparison.Ordinal) => path.Replace("{id}", Tenant.Branch, StringComparison.Ordinal),
        _ when path.StartsWith("/api/enterprises/", StringComparison.Ordinal) => path.Replace("{id}", Enterprise, StringComparison.Ordinal),
        _ => null,
    };

    /// <summary>
    /// Bodies of commands. Those that would end or move something ask for what a rule refuses afterwards (409, 400), so that
    /// the next row finds the same organisation: who may not do it at all has another answer before that.
    /// </summary>
    public static string? Body(string row)
    {
        var request = $"\"requestId\":\"r-matrix-{Interlocked.Increment(ref _requests)}\"";
        return row switch
        {
            "POST /api/org/nodes" => $$"""{{{request}},"kind":"group","name":"矩阵{{_requests}}小组","parent":"{{Tenant.Branch}}"}""",
            "POST /api/org/nodes/{id}/rename" => $$"""{{{request}},"name":""}""",
            "POST /api/org/nodes/{id}/move" => $$"""{{{request}},"parent":"{{Tenant.Root}}"}""",
            "POST /api/org/nodes/{id}/merge" => $$"""{{{request}},"into":"{{Tenant.Branch}}"}""",
            "POST /api/org/nodes/{id}/dissolve" => $$"""{{{request}}}""",
            "POST /api/org/nodes/{id}/sector" => $$"""{{{request}}}""",
            "POST /api/nodes/{id}/clubs" or "POST /api/nodes/{id}/clubs/end" => $$"""{{{request}},"club":"{{Club}}"}""",
            "POST /api/enterprises" => $$"""{{{request}},"id":"e-{{_requests:D22}}","name":"新企业","staff":3,"node":"{{Tenant.Branch}}"}""",
            "POST /api/enterprises/{id}/amend" => $$"""{{{request}},"name":"矩阵企业","staff":11}""",
            "POST /api/enterprises/{id}/cover" => $$"""{{{request}},"node":"{{Tenant.Branch}}"}""",
            "POST /api/enterprises/{id}/declare" => $$"""{{{request}},"name":"申报{{_requests}}","category":"full"}""",
            "POST /api/enterprises/{id}/withdraw" => $$"""{{{request}},"id":"d-none"}""",
            "POST /api/enterprises/{id}/seat" => $$"""{{{request}},"name":"查无此人","number":"{{Tenant.Spare.Number}}"}""",
            "POST /api/enterprises/{id}/end-seat" => $$"""{{{request}}}""",
            "POST /api/enterprises/{id}/end" => $$"""{{{request}},"to":"{{Tenant.Elsewhere}}"}""",
            _ => null,
        };
    }
}
