using System.Globalization;
using Reliability.TestServers.Internal;

namespace Reliability.TestServers.Tests;

public sealed class RedisClusterTests
{
    [Theory]
    [InlineData("123456789", 0x31C3)]
    [InlineData("foo", 12182)]
    [InlineData("{foo}bar", 12182)]
    [InlineData("a{foo}{bar}", 12182)]
    [InlineData("", 0)]
    public void A_key_has_the_slot_of_its_tag(string key, int slot) => RedisCluster.SlotOf(key).Should().Be(slot);

    [Theory]
    [InlineData("foo{}{bar}")]
    [InlineData("foo{{bar}}zap")]
    [InlineData("}{")]
    [InlineData("grün")]
    public async Task The_server_agrees_on_the_slot(string key)
    {
        RedisCluster cluster = await SharedServers.RedisClusterAsync();

        string slot = await cluster.Nodes[0].CommandAsync("CLUSTER", "KEYSLOT", key);

        slot.Should().Be(RedisCluster.SlotOf(key).ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Three_masters_serve_all_slots()
    {
        RedisCluster cluster = await SharedServers.RedisClusterAsync();

        (await cluster.MastersAsync()).Should().Equal(cluster.Nodes).And.HaveCount(3);
        cluster.ConnectionString.Should().Be(string.Join(',', cluster.Nodes.Select(n => n.ConnectionString)));
        foreach (string key in new[] { "a", "b", "c", "d" })
        {
            RedisServer master = await cluster.MasterOfAsync(key);
            (await master.CommandAsync("SET", key, key)).Should().Be("OK");
            RedisServer other = cluster.Nodes.First(n => n != master);
            await other.Invoking(n => n.CommandAsync("GET", key)).Should().ThrowAsync<InvalidOperationException>()
                .WithMessage($"MOVED {RedisCluster.SlotOf(key)} 127.0.0.1:{master.Port}");
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("secret")]
    public async Task A_slot_moves_with_its_keys(string? password)
    {
        await using RedisCluster cluster = await RedisCluster.StartAsync(options: new RedisServerOptions { Password = password });
        int slot = RedisCluster.SlotOf("{tag}");
        RedisServer from = await cluster.MasterOfAsync(slot);
        RedisServer to = cluster.Nodes.First(n => n != from);
        for (int i = 0; i < 250; i++)
        {
            await from.CommandAsync("SET", $"{{tag}}{i}", $"{i}");
        }

        await cluster.BeginSlotMoveAsync(slot, from, to);
        (await from.CommandAsync("GET", "{tag}7")).Should().Be("7");
        await from.Invoking(n => n.CommandAsync("GET", "{tag}absent")).Should().ThrowAsync<InvalidOperationException>()
            .WithMessage($"ASK {slot} 127.0.0.1:{to.Port}");
        await cluster.FinishSlotMoveAsync(slot, from, to);

        (await cluster.MasterOfAsync(slot)).Should().BeSameAs(to);
        (await to.CommandAsync("DBSIZE")).Should().Be("250");
        await from.Invoking(n => n.CommandAsync("GET", "{tag}7")).Should().ThrowAsync<InvalidOperationException>()
            .WithMessage($"MOVED {slot} 127.0.0.1:{to.Port}");
        await cluster.MoveSlotAsync(slot, to, from);
        (await from.CommandAsync("GET", "{tag}249")).Should().Be("249");
    }

    [Fact]
    public async Task A_replica_takes_the_place_of_a_killed_master()
    {
        await using RedisCluster cluster = await RedisCluster.StartAsync(replicasPerMaster: 1);
        cluster.Nodes.Should().HaveCount(6);
        RedisServer master = await cluster.MasterOfAsync("key");
        RedisServer replica = (await cluster.ReplicasOfAsync(master)).Should().ContainSingle().Subject;
        await using (RespConnection connection = await RespConnection.OpenAsync(master.Host, master.Port, null))
        {
            await connection.SendAsync("SET", "key", "value");
            (await connection.SendAsync("WAIT", "1", "10000")).Text.Should().Be("1");
        }

        await cluster.KillAsync(master);
        await cluster.WaitForOkAsync();

        (await cluster.MasterOfAsync("key")).Should().BeSameAs(replica);
        (await replica.CommandAsync("GET", "key")).Should().Be("value");
        await cluster.RestartAsync(master);
        await cluster.WaitForOkAsync();
        (await cluster.ReplicasOfAsync(replica)).Should().Equal(master);
    }

    [Fact]
    public async Task A_node_of_another_cluster_is_rejected()
    {
        RedisCluster cluster = await SharedServers.RedisClusterAsync();
        RedisServer stranger = await SharedServers.RedisAsync();

        await cluster.Invoking(c => c.KillAsync(stranger)).Should().ThrowAsync<ArgumentException>();
    }
}
