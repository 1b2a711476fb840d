using Grains.Journal;

namespace Grains.Organisation;

/// <summary>
/// Does for everybody who stands on one node what <see cref="StandingChange"/> does for one: each gets a note, a new
/// version, and a home membership that begins where the old one ends. Category and relation stay. Set-based, so nobody
/// who came a moment before is forgotten.
/// </summary>
/// <param name="To">A running node.</param>
/// <param name="Cause">Why, a word of the program: <c>merge</c>, <c>dissolve</c> ….</param>
public sealed record StandingSweep(
    string From, string To, string Cause, string Source, string Actor, DateTimeOffset At) : RelationWrite;
