using System.Globalization;
using System.Reflection;
using Grains.Censuses;
using Grains.Organisation.Tree;
using Grains.Statistics;
using Grains.Transfers;

namespace Grains.Tests.Contracts;

/// <summary>A silo that died is given up after seconds; a call that rightly takes longer must not be given up with it.</summary>
public sealed class LongCallTests
{
    private static readonly string[] Long =
    [
        $"{nameof(ICensusGrain)}.{nameof(ICensusGrain.Apply)}",
        $"{nameof(ICensusGrain)}.{nameof(ICensusGrain.Open)}",
        $"{nameof(ICountsGrain)}.{nameof(ICountsGrain.IsBelow)}",
        $"{nameof(ICountsGrain)}.{nameof(ICountsGrain.Read)}",
        $"{nameof(ICountsGrain)}.{nameof(ICountsGrain.Where)}",
        $"{nameof(IOrganisationGrain)}.{nameof(IOrganisationGrain.Submit)}",
        $"{nameof(ITransferGrain)}.{nameof(ITransferGrain.BeginUnit)}",
        $"{nameof(ITransferGrain)}.{nameof(ITransferGrain.Submit)}",
    ];

    [Fact]
    public void Calls_that_rewrite_thousands_of_rows_or_count_everybody_are_waited_for_and_no_others()
    {
        var marked = Contracts.Methods
            .Where(static m => m.IsDefined(typeof(ResponseTimeoutAttribute)))
            .Select(static m => $"{m.DeclaringType!.Name}.{m.Name}").Order(StringComparer.Ordinal);
        Assert.Equal(Long, marked);
    }

    [Fact]
    public void Each_of_them_is_waited_for_a_minute()
    {
        var most = TimeSpan.Parse(LongCalls.Most, CultureInfo.InvariantCulture);
        Assert.Equal(TimeSpan.FromMinutes(1), most);
        Assert.All(
            Contracts.Methods.Select(static m => m.GetCustomAttribute<ResponseTimeoutAttribute>()).OfType<ResponseTimeoutAttribute>(),
            attribute => Assert.Equal(most, attribute.Timeout));
    }
}
