using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Web.VirtualBranches;

/// <summary>What the pages of virtual branches need.</summary>
public static class VirtualServices
{
    /// <summary>Setting that names a file of address ranges (see <see cref="CountyTable"/>); without it every founder goes to the central queue.</summary>
    public const string FileSetting = "Counties:File";

    internal static void AddVirtualBranches(this IServiceCollection services)
    {
        services.AddSingleton<VirtualReader>();
        services.AddSingleton<VirtualDesk>();
        services.TryAddSingleton<ICountyLookup>(static provider =>
            provider.GetService<IConfiguration>()?[FileSetting] is { Length: > 0 } path ? CountyTable.Open(path) : new NoCountyLookup());
    }
}
