using CsCheck;
using Reliability.SharedStore.Tests.Model;

namespace Reliability.SharedStore.Tests;

/// <summary>
/// Services and hosts that come, go, are killed, suspended and resumed, with clocks that are wrong by days, against a naive oracle.
/// </summary>
[Trait("guarantee", "10")]
[Trait("guarantee", "11")]
public sealed class HandoverModelTests
{
    private static readonly Gen<DeedKind> Kinds = Gen.Frequency(
        (4, Gen.Const(DeedKind.Wait)),
        (5, Gen.Const(DeedKind.Start)),
        (2, Gen.Const(DeedKind.Stop)),
        (2, Gen.Const(DeedKind.Kill)),
        (2, Gen.Const(DeedKind.Suspend)),
        (2, Gen.Const(DeedKind.SuspendInRound)),
        (3, Gen.Const(DeedKind.Resume)),
        (4, Gen.Const(DeedKind.Turn)),
        (1, Gen.Const(DeedKind.LoseLeases)));

    private static readonly Gen<Deed> Deeds = Gen.Select(
        Kinds,
        Gen.Int[0, 11],
        Gen.Int[0, 1],
        Gen.Int[0, 2],
        Gen.Int[0, 2],
        Gen.OneOfConst(0, 1, -1, 240, -240, 12_000, -12_000),
        (kind, which, service, first, second, skew) => new Deed(kind, which, service, first, second, skew));

    public static TheoryData<string> Stores => SharedStore.Kinds;

    /// <summary>
    /// Nothing is stored of the objective yet when both are suspended, so that only the token of the second keeps the first from creating
    /// it.
    /// </summary>
    [Theory]
    [MemberData(nameof(Stores))]
    public async Task What_a_holder_decided_first_of_all_is_not_stored_once_it_is_superseded(string kind)
    {
        await using World world = await World.OnAsync(kind);
        foreach ((DeedKind deed, int which) in new[]
        {
            (DeedKind.Start, 0), (DeedKind.SuspendInRound, 0), (DeedKind.Wait, 0), (DeedKind.Wait, 0), (DeedKind.Wait, 0),
            (DeedKind.Start, 0), (DeedKind.SuspendInRound, 1), (DeedKind.Resume, 0),
        })
        {
            await world.DoAsync(new Deed(deed, which, Service: 0, First: 1, Second: 0, SkewHours: 0));
        }

        await world.EndAsync();
    }

    /// <summary>
    /// The first process has a wrong clock and leaves the objective to the second, which is suspended as soon as it has taken it. When that
    /// lease has ended, the first leaves the objective to the fourth, whose round is half an interval later.
    /// </summary>
    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_process_with_a_wrong_clock_leaves_the_work_of_one_that_failed_to_one_that_just_started(string kind)
    {
        await using World world = await World.OnAsync(kind);
        foreach ((DeedKind deed, int which, int skew) in new[]
        {
            (DeedKind.Start, 0, 240), (DeedKind.Start, 0, 0), (DeedKind.SuspendInRound, 1, 0), (DeedKind.Wait, 0, 0),
            (DeedKind.Start, 0, 1), (DeedKind.Start, 0, 0), (DeedKind.Wait, 0, 0),
        })
        {
            await world.DoAsync(new Deed(deed, which, Service: 0, First: 2, Second: 0, skew));
        }

        world.LastJudged("shop", "first").Should().Be(7, "the fourth has its first round then");
        await world.EndAsync();
    }

    /// <summary>
    /// The holder is killed, its successor is suspended when it has just taken over, and the third, with a wrong clock, goes on.
    /// </summary>
    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Each_of_two_holders_that_fail_in_turn_is_replaced_within_three_intervals(string kind)
    {
        await using World world = await World.OnAsync(kind);
        foreach ((DeedKind deed, int which, int skew) in new[]
        {
            (DeedKind.Start, 0, 0), (DeedKind.Start, 0, 0), (DeedKind.Start, 0, 240), (DeedKind.Kill, 0, 0), (DeedKind.Wait, 0, 0),
            (DeedKind.Wait, 0, 0), (DeedKind.SuspendInRound, 0, 0), (DeedKind.Wait, 0, 0), (DeedKind.Wait, 0, 0), (DeedKind.Wait, 0, 0),
        })
        {
            await world.DoAsync(new Deed(deed, which, Service: 0, First: 1, Second: 0, skew));
        }

        world.LastJudged("shop", "first").Should().Be(10, "the second lease ends in step 9");
        await world.EndAsync();
    }

    /// <summary>Many scripts in memory, and fewer where a step takes round trips.</summary>
    [Theory]
    [InlineData(SharedStore.Memory, 300)]
    [InlineData(SharedStore.Sqlite, 20)]
    [InlineData(SharedStore.Postgres, 10)]
    [InlineData(SharedStore.Redis, 20)]
    [InlineData(SharedStore.Cluster, 10)]
    public async Task Every_objective_is_judged_no_superseded_decision_is_stored_and_every_alert_arrives(string kind, int scripts)
    {
        int checks = 0;
        await Deeds.Array[5, 80].SampleAsync(
            async script =>
            {
                await using World world = await World.OnAsync(kind);
                foreach (Deed deed in script)
                {
                    await world.DoAsync(deed);
                }

                Interlocked.Add(ref checks, world.Checks);
                await world.EndAsync();
            },
            iter: scripts,
            threads: 2,
            print: script => string.Join(Environment.NewLine, script.Select(one => one.ToString())));
        checks.Should().BeGreaterThan(scripts * 2, "a model that asks for nothing proves nothing");
    }
}
