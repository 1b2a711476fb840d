using Grains.Journal;
using Grains.Organisation.Tree;

namespace Grains.Clubs;

public sealed record ClubLinked(string Club, string Branch, TreeEvent Event) : RelationWrite;

public sealed record ClubUnlinked(string Club, string Branch, TreeEvent Event) : RelationWrite;
