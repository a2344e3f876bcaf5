using System.Globalization;
using Reliability.TestServers.Internal;

namespace Reliability.TestServers;

/// <summary>
/// A private Redis Cluster of three masters, which share the slots evenly, and their replicas. A replica takes the place of a
/// master two to four seconds after its death.
/// </summary>
public sealed class RedisCluster : IAsyncDisposable
{
    private const int MasterCount = 3;
    private const int NodeTimeoutMilliseconds = 1500;

    private readonly List<PortLease> _busPorts = [];
    private readonly List<RedisServer> _nodes = [];
    private readonly RedisServerOptions _options;

    private RedisCluster(RedisServerOptions options) => _options = options;

    /// <summary>All nodes, dead ones included.</summary>
    public IReadOnlyList<RedisServer> Nodes => _nodes;

    /// <summary>For StackExchange.Redis: every node.</summary>
    public string ConnectionString =>
        string.Join(',', _nodes.Select(n => $"{n.Host}:{n.Port}")) + (_options.Password is { } password ? $",password={password}" : "");

    /// <summary>Starts a cluster and waits until every node serves it and every replica follows its master.</summary>
    /// <param name="replicasPerMaster">None by default.</param>
    /// <param name="options">How each node is set up.</param>
    /// <exception cref="InvalidOperationException"><c>redis-server</c> is not installed, or the cluster did not come up.</exception>
    public static async Task<RedisCluster> StartAsync(int replicasPerMaster = 0, RedisServerOptions? options = null)
    {
        var cluster = new RedisCluster(options ?? new RedisServerOptions());
        try
        {
            for (int i = 0; i < MasterCount * (1 + replicasPerMaster); i++)
            {
                await cluster.StartNodeAsync();
            }

            await cluster.ShareSlotsAsync();
            await cluster.MeetAsync();
            await cluster.AttachReplicasAsync();
            await cluster.WaitForOkAsync();
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>The slot of a key, by its hash tag if it has one.</summary>
    public static int SlotOf(string key) => HashSlot.Of(key);

    /// <summary>The nodes that serve slots, in the order of their slots.</summary>
    public async Task<IReadOnlyList<RedisServer>> MastersAsync() =>
        [.. (await ViewAsync()).Masters.OrderBy(n => n.Slots[0].First).Select(NodeOf)];

    /// <summary>The nodes that follow a master.</summary>
    public async Task<IReadOnlyList<RedisServer>> ReplicasOfAsync(RedisServer master)
    {
        ClusterView view = await ViewAsync();
        string id = view.Nodes.Single(n => n.Port == master.Port).Id;
        return [.. view.Nodes.Where(n => n.MasterId == id).Select(NodeOf)];
    }

    /// <summary>The node that serves a key.</summary>
    public Task<RedisServer> MasterOfAsync(string key) => MasterOfAsync(SlotOf(key));

    /// <summary>The node that serves a slot.</summary>
    public async Task<RedisServer> MasterOfAsync(int slot) => NodeOf((await ViewAsync()).OwnerOf(slot));

    /// <summary>Ends a node at once (SIGKILL).</summary>
    public Task KillAsync(RedisServer node) => Own(node).KillAsync();

    /// <summary>Starts a node again, on its port and folder; it remembers the cluster.</summary>
    public Task RestartAsync(RedisServer node) => Own(node).RestartAsync();

    /// <summary>
    /// Waits until the nodes that live agree on who serves what, all slots are served by living nodes, and living replicas follow
    /// living masters: after the death of a master, until a replica took its place.
    /// </summary>
    public Task WaitForOkAsync() => Poll.UntilAsync(IsOkAsync, () => "The cluster does not come to rest.");

    /// <summary>Moves a slot with its keys, as a resharding does.</summary>
    public async Task MoveSlotAsync(int slot, RedisServer from, RedisServer to)
    {
        await BeginSlotMoveAsync(slot, from, to);
        await FinishSlotMoveAsync(slot, from, to);
    }

    /// <summary>
    /// Opens the move of a slot and leaves it there: <paramref name="from"/> still serves the keys that it has and answers ASK for
    /// the others.
    /// </summary>
    public async Task BeginSlotMoveAsync(int slot, RedisServer from, RedisServer to)
    {
        await Own(to).CommandAsync("CLUSTER", "SETSLOT", Text(slot), "IMPORTING", await IdOfAsync(from));
        await Own(from).CommandAsync("CLUSTER", "SETSLOT", Text(slot), "MIGRATING", await IdOfAsync(to));
    }

    /// <summary>Moves the keys of a slot whose move has begun, hands the slot over, and waits until all nodes know.</summary>
    public async Task FinishSlotMoveAsync(int slot, RedisServer from, RedisServer to)
    {
        string[] authentication = _options.Password is { } password ? ["AUTH", password] : [];
        while ((await from.SendAsync("CLUSTER", "GETKEYSINSLOT", Text(slot), "100")).Items is { Count: > 0 } keys)
        {
            await from.SendAsync(
                ["MIGRATE", to.Host, Text(to.Port), "", "0", "10000", .. authentication, "KEYS", .. keys.Select(key => key.Text!)]);
        }

        string newOwner = await IdOfAsync(to);
        IEnumerable<RedisServer> others = (await MastersAsync()).Except([to, from]);
        foreach (RedisServer master in others.Prepend(from).Prepend(to))
        {
            await master.CommandAsync("CLUSTER", "SETSLOT", Text(slot), "NODE", newOwner);
        }

        await WaitForOkAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_nodes.Select(n => n.DisposeAsync().AsTask()));
        _busPorts.ForEach(port => port.Dispose());
    }

    private async Task StartNodeAsync()
    {
        var busPort = new PortLease();
        _busPorts.Add(busPort);
        RedisServerOptions options = _options with
        {
            ExtraArguments =
            [
                "--cluster-enabled", "yes",
                "--cluster-port", Text(busPort.Port),
                "--cluster-node-timeout", Text(NodeTimeoutMilliseconds),
                "--cluster-replica-validity-factor", "0",
                "--cluster-allow-replica-migration", "no",
                "--repl-diskless-sync-delay", "0",
                .. _options.ExtraArguments,
            ],
        };
        _nodes.Add(await RedisServer.StartAsync(options));
    }

    private async Task ShareSlotsAsync()
    {
        for (int i = 0; i < MasterCount; i++)
        {
            string first = Text(i * HashSlot.Count / MasterCount);
            string last = Text(((i + 1) * HashSlot.Count / MasterCount) - 1);
            await _nodes[i].CommandAsync("CLUSTER", "SET-CONFIG-EPOCH", Text(i + 1));
            await _nodes[i].CommandAsync("CLUSTER", "ADDSLOTSRANGE", first, last);
        }
    }

    private async Task MeetAsync()
    {
        for (int i = 1; i < _nodes.Count; i++)
        {
            await _nodes[0].CommandAsync("CLUSTER", "MEET", _nodes[i].Host, Text(_nodes[i].Port), Text(_busPorts[i].Port));
        }

        await Poll.UntilAsync(
            async () => (await Task.WhenAll(_nodes.Select(ClusterView.OfAsync))).All(view => view.Nodes.Count == _nodes.Count),
            () => "The nodes of the cluster do not find each other.");
    }

    private async Task AttachReplicasAsync()
    {
        for (int i = MasterCount; i < _nodes.Count; i++)
        {
            await _nodes[i].CommandAsync("CLUSTER", "REPLICATE", await IdOfAsync(_nodes[i % MasterCount]));
        }
    }

    private async Task<bool> IsOkAsync()
    {
        RedisServer[] living = [.. _nodes.Where(n => n.IsRunning)];
        string[] states = await Task.WhenAll(living.Select(n => n.CommandAsync("CLUSTER", "INFO")));
        ClusterView[] views = await Task.WhenAll(living.Select(ClusterView.OfAsync));
        string[] links = await Task.WhenAll(living.Select(n => n.CommandAsync("INFO", "replication")));
        return states.All(state => state.Contains("cluster_state:ok", StringComparison.Ordinal))
            && views.All(view => view.Topology == views[0].Topology)
            && views[0].Masters.All(n => NodeOf(n).IsRunning)
            && !links.Any(link => link.Contains("master_link_status:down", StringComparison.Ordinal));
    }

    private Task<ClusterView> ViewAsync() => ClusterView.OfAsync(_nodes.First(n => n.IsRunning));

    private static async Task<string> IdOfAsync(RedisServer node) => await node.CommandAsync("CLUSTER", "MYID");

    private RedisServer NodeOf(ClusterView.Node node) => _nodes.Single(n => n.Port == node.Port);

    private RedisServer Own(RedisServer node) =>
        _nodes.Contains(node) ? node : throw new ArgumentException($"{node.Host}:{node.Port} is no node of this cluster.", nameof(node));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
