using System.Text.Json;
using Reliability.Alerting;
using Reliability.Jobs;

namespace Reliability.SharedStore.Tests;

/// <summary>Processes that have different notifiers: no notification is forgotten, and the difference is reported.</summary>
[Trait("guarantee", "11")]
public sealed class NotifierHandoverTests
{
    private const string Shop = "shop";
    private const string Ops = "ops";

    public static TheoryData<string> Kinds => SharedStore.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_a_process_without_the_notifier_could_not_tell_is_told_by_the_next_process_that_has_it(string kind)
    {
        await using SharedStore data = await SharedStore.NewAsync(kind);
        string alert = await FireUntoldAsync(data);
        await using HostedProcess without = await RunWithoutAsync(data);
        without.Log.Of("JobFailed").Should().ContainSingle().Which.Should().Contain($"'{Ops}'");

        var ops = new RecordingNotifier(Ops);
        await using HostedProcess with = HostedProcess.Start(
            await data.OpenAsync(), Shop, r => r.Objective().AddNotifier(ops), skew: TimeSpan.FromMinutes(15));
        await with.RoundAsync();
        ops.Told.Should().BeEmpty("as many processes do without it, and one of them does the work");
        await without.StopAsync();
        await with.RoundAsync();

        ops.Told.Select(told => told.AlertId).Should().Equal(alert);
        with.Notifier.Told.Should().BeEmpty("the first process told it");
        (await with.Get<IAlerts>().GetUndeliveredAsync()).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_no_process_can_tell_any_more_is_given_up_in_sight(string kind)
    {
        await using SharedStore data = await SharedStore.NewAsync(kind);
        string alert = await FireUntoldAsync(data);
        await using HostedProcess without = await RunWithoutAsync(data);

        for (int attempt = 2; attempt < AlertEvaluator.MaxAttempts; attempt++)
        {
            (await without.Get<IAlerts>().GetUndeliveredAsync()).Should().BeEmpty();
            without.Clock.Advance(TimeSpan.FromMinutes(10));
            await without.RoundAsync();
        }

        (await without.Get<IAlerts>().GetUndeliveredAsync()).Select(one => (one.Notifier, one.Notification.AlertId))
            .Should()
            .Equal((Ops, alert));
        JsonElement shown = await without.OkAsync("alerts/undelivered");
        shown.GetRawText().Should().Contain($"\"{Ops}\"").And.Contain(alert);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Processes_that_tell_others_or_wait_for_another_time_are_reported_with_both(string kind)
    {
        await using SharedStore data = await SharedStore.NewAsync(kind);
        await using HostedProcess one =
            HostedProcess.Start(await data.OpenAsync(), Shop, r => r.Objective().AddNotifier(new RecordingNotifier(Ops)));
        await using HostedProcess two = HostedProcess.Start(
            await data.OpenAsync(), Shop, r => r.Objective().Configure(options => options.Alerting.Cooldown = TimeSpan.FromHours(1)));
        await one.RoundAsync();
        await two.RoundAsync();
        await two.LookAsync();

        DefinitionConflict conflict = two.Get<IJobs>().Conflicts.Should().ContainSingle().Which;
        conflict.IsOurs.Should().BeFalse();
        conflict.Answers.Should().EndWith("notifiers: log, meter, ops, recorder");
        conflict.Definitions[1].Definition.Should().EndWith("; fires again after 1h; notifiers: log, meter, recorder");
        two.Log.Of("DefinitionConflict").Should().ContainSingle().Which.Should().Contain(Ops);
        (await two.OkAsync("alerts/conflicts")).GetRawText().Should().Contain(Ops).And.Contain("fires again after 1h");
    }

    /// <summary>A process fires an alert, its notifier fails once, and the process stops.</summary>
    private static async Task<string> FireUntoldAsync(SharedStore data)
    {
        var failing = new RecordingNotifier(Ops) { Before = (_, _) => throw new InvalidOperationException("no dial tone") };
        await using HostedProcess process = HostedProcess.Start(await data.OpenAsync(), Shop, r => r.Objective().AddNotifier(failing));
        await process.RecordAsync(Declared.Checkout, good: 0, bad: 50);
        await process.RoundAsync();
        await process.StopAsync();
        return process.Notifier.Told.Should().ContainSingle().Which.AlertId;
    }

    /// <summary>A process that has no such notifier takes over, when the next attempt is due.</summary>
    private static async Task<HostedProcess> RunWithoutAsync(SharedStore data)
    {
        HostedProcess process =
            HostedProcess.Start(await data.OpenAsync(), Shop, r => r.Objective(), skew: TimeSpan.FromMinutes(1));
        await process.RoundAsync();
        process.Notifier.Told.Should().BeEmpty("the first process told it");
        return process;
    }
}
