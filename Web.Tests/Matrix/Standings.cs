using Web.Tests.Support;

namespace Web.Tests.Matrix;

/// <summary>The columns of the matrix: who asks.</summary>
public static class Standings
{
    public static readonly (string Name, Person? Person)[] All =
    [
        ("anonymous", null),
        ("must-change", Tenant.MustChange),
        ("member", Tenant.Member),
        ("off-roster", Tenant.OffRoster),
        ("officer", Tenant.Officer),
        ("officer-above", Tenant.OfficerAbove),
        ("officer-elsewhere", Tenant.OfficerElsewhere),
        ("non-registered", Tenant.NonRegistered),
        ("activist", Tenant.Activist),
    ];
}
