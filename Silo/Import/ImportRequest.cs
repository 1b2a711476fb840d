namespace Silo.Import;

/// <summary>What one import was asked for.</summary>
/// <param name="Codes">Where first sign-in codes go; null: a file in the data folder.</param>
/// <param name="Region">Region of minted numbers, six digits.</param>
internal sealed record ImportRequest(
    string File, string Data, string? Database, bool DryRun, string? Codes, int Region, bool Chinese);
