using Grains.Organisation;

namespace Web.Data;

/// <summary>
/// One line of an import's answer (<c>application/x-ndjson</c>). The last line is a <c>report</c>, a <c>done</c> or a
/// <c>refused</c>; an answer that ends otherwise was cut off, and <c>GET /api/imports/{id}</c> tells what became of it.
/// </summary>
/// <param name="Kind"><c>progress</c>, <c>codes</c>, <c>report</c>, <c>done</c> or <c>refused</c>.</param>
public sealed record ImportLine(string Kind)
{
    /// <summary>Of <c>progress</c>: <c>check</c>, <c>codes</c>, <c>write</c>.</summary>
    public string? Stage { get; init; }

    /// <summary>Of <c>progress</c>: 0–1.</summary>
    public double? Share { get; init; }

    /// <summary>Of <c>codes</c>: some lines of the CSV file with the first sign-in codes; void unless <c>done</c> follows.</summary>
    public string? Codes { get; init; }

    public ImportReport? Report { get; init; }

    public ImportCounts? Counts { get; init; }

    public Api.Views.RefusalView? Refusal { get; init; }
}

/// <summary>What a check found.</summary>
/// <param name="Hash">SHA-256 of the file: the import is of this very file.</param>
/// <param name="Form"><c>XLSX</c> or the text's encoding.</param>
/// <param name="Problems">The first of <paramref name="Found"/>.</param>
public sealed record ImportReport(string Hash, string Form, ImportCounts? Counts, int Found, ImportProblem[] Problems)
{
    /// <summary>What of the tree the plan touches: goes back with the import. Null where there are problems.</summary>
    public string? Tree { get; init; }
}

/// <summary>What an import adds.</summary>
public sealed record ImportCounts(int Members, int Nodes, int Offices, int Minted, int Enterprises);

/// <summary>A problem with its place.</summary>
public sealed record ImportProblem(string Sheet, int Line, string Kind, string Zh, string En)
{
    internal static ImportProblem Of(RosterProblem problem) => new(problem.Sheet, problem.Line, problem.Kind, problem.Zh, problem.En);
}

/// <summary>What became of an import.</summary>
public sealed record ImportFateView(bool Done, ImportCounts? Counts);
