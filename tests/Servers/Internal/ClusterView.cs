using System.Globalization;

namespace Reliability.TestServers.Internal;

/// <summary>How one node sees the cluster (CLUSTER NODES).</summary>
internal sealed record ClusterView(IReadOnlyList<ClusterView.Node> Nodes)
{
    /// <summary>Equal in two views when they agree on who serves what.</summary>
    public string Topology => string.Join('\n', Nodes.OrderBy(n => n.Id).Select(n => $"{n.Id} {n.MasterId} {string.Join(' ', n.Slots)}"));

    public IEnumerable<Node> Masters => Nodes.Where(n => n.Slots.Count > 0);

    public static async Task<ClusterView> OfAsync(RedisServer node) => Parse(await node.CommandAsync("CLUSTER", "NODES"));

    public static ClusterView Parse(string text) => new([.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(ParseNode)]);

    public Node OwnerOf(int slot) =>
        Nodes.FirstOrDefault(n => n.Slots.Any(s => s.First <= slot && slot <= s.Last))
        ?? throw new InvalidOperationException($"No node serves slot {slot}.");

    private static Node ParseNode(string line)
    {
        // id host:port@bus flags master ping pong epoch link slot slot-slot [slot->-importing]
        string[] fields = line.Split(' ');
        string address = fields[1][..fields[1].IndexOf('@', StringComparison.Ordinal)];
        return new Node(
            fields[0],
            int.Parse(address[(address.LastIndexOf(':') + 1)..], CultureInfo.InvariantCulture),
            fields[3] == "-" ? null : fields[3],
            [.. fields.Skip(8).Where(f => f[0] != '[').Select(ParseSlots)]);
    }

    private static SlotRange ParseSlots(string range)
    {
        int[] ends = [.. range.Split('-').Select(n => int.Parse(n, CultureInfo.InvariantCulture))];
        return new SlotRange(ends[0], ends[^1]);
    }

    internal sealed record Node(string Id, int Port, string? MasterId, IReadOnlyList<SlotRange> Slots);

    internal sealed record SlotRange(int First, int Last);
}
