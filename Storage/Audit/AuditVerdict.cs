namespace Storage.Audit;

/// <summary>What a walk over the chain found.</summary>
/// <param name="Count">Rows read, up to the break where there is one.</param>
/// <param name="Removed">Rows whose content retention has taken, their links unbroken.</param>
/// <param name="Head">Hash of the last row read; note it outside the hub to find a cut tail later.</param>
public sealed record AuditVerdict(long Count, long Removed, string Head, AuditBreak? Break);

/// <summary>Where the chain breaks first.</summary>
/// <param name="Position">Position of the first row that is not as it was written, or is not there.</param>
/// <param name="Kind"><c>missing</c>, <c>content</c>, <c>link</c>, <c>removed</c> (content taken without a policy), <c>tail</c> or <c>head</c>.</param>
public sealed record AuditBreak(long Position, string Kind);
