namespace Web.Live;

/// <summary>Settings of the live path. Limits that a client must hold to are constants beside the code that enforces them.</summary>
public sealed class LiveOptions
{
    /// <summary>Name of this web node among the gateways; unique in a cluster. Default: a fresh one each start.</summary>
    public string Node { get; set; } = $"w-{Guid.NewGuid():N}";

    /// <summary>
    /// How long a person's standing (category, node, offices) is believed after it was read. Default 1 minute: the most
    /// by which an officer who lost the office can still moderate. 0 reads it at every command.
    /// </summary>
    public TimeSpan ActorTrust { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How often the sessions of connected members are compared with the database, so that one ended on another node
    /// closes here although the message about it was lost. Default 3 s; zero leaves it to the messages. Danger: above
    /// 5 s the promise of closing within five seconds no longer holds when a message is lost.
    /// </summary>
    public TimeSpan SessionCheck { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Handshakes of the live socket that this node takes on a second, for each core. Default 500; 0 lifts it. Danger:
    /// without it, everyone who returns after a restart is let in at once and all wait together.
    /// </summary>
    public int HandshakesPerCore { get; set; } = 500;

    /// <summary>
    /// Live connections of one address (IPv6: of one /64). Default 10,000, because a whole enterprise may stand behind
    /// one; 0 lifts it.
    /// </summary>
    public int ConnectionsPerAddress { get; set; } = 10_000;

    /// <summary>
    /// People inside a room up to whom every message is shown live. Default 2,000; 0 lifts the cap. In a larger room at
    /// most <see cref="ShownASecond"/> messages are; the others are read by page, and every other kind of entry is shown.
    /// Danger: lifted, a room of ten thousand gets as many messages a second as its rate allows, and so does every phone.
    /// </summary>
    public int WholeRoomMost { get; set; } = 2_000;

    /// <summary>Messages shown live within any second to a room larger than <see cref="WholeRoomMost"/>. Default 10; 0 shows none.</summary>
    public int ShownASecond { get; set; } = 10;

    /// <summary>How long a stopping node waits for those whom it sends away to go by themselves. Default 2 s; at most 10.</summary>
    public TimeSpan DrainWait { get; set; } = TimeSpan.FromSeconds(2);
}
