using System.Net;
using System.Text.Json;
using Reliability.Releases;

namespace Reliability.SharedStore.Tests;

/// <summary>A host whose clock is wrong sees other data than there is, and its gate says so.</summary>
[Trait("guarantee", "11")]
public sealed class GateClockTests
{
    private const string Shop = "shop";

    public static TheoryData<string, int, string> Skews
    {
        get
        {
            var all = new TheoryData<string, int, string>();
            foreach (string kind in SharedStore.Kinds)
            {
                foreach (int days in new[] { 10, 500 })
                {
                    all.Add(kind, days, "ahead of");
                    all.Add(kind, -days, "behind");
                }
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Skews))]
    public async Task The_gate_of_a_host_whose_clock_is_wrong_by_days_warns_by_how_much_and_that_of_another_does_not(
        string kind,
        int days,
        string direction)
    {
        await using SharedStore data = await SharedStore.NewAsync(kind);
        await using HostedProcess right = HostedProcess.Start(await data.OpenAsync(), Shop, r => r.Objective());
        await using HostedProcess wrong =
            HostedProcess.Start(await data.OpenAsync(), Shop, r => r.Objective(), skew: TimeSpan.FromDays(days));
        await right.RecordAsync(Declared.Checkout, good: 0, bad: 1_000);
        await right.RoundAsync();
        await wrong.RoundAsync();

        GateDecision decision = await wrong.Get<IReleaseGate>().DecideAsync(Shop);
        GateReason reason = decision.Reasons.Should().ContainSingle(one => one.Code == GateReasonCodes.ClockDiffers).Which;
        reason.Verdict.Should().Be(GateVerdict.Warn);
        reason.Message.Should().MatchRegex($@"is {Math.Abs(days)}\.00:00:[012]|is {Math.Abs(days) - 1}\.23:59:[345]")
            .And.Contain(direction);
        decision.Verdict.Should().NotBe(GateVerdict.Allow);
        (HttpStatusCode _, JsonElement shown) = await wrong.AskAsync($"gate/{Shop}");
        shown.GetRawText().Should().Contain(GateReasonCodes.ClockDiffers);

        GateDecision elsewhere = await right.Get<IReleaseGate>().DecideAsync(Shop);
        elsewhere.Verdict.Should().Be(GateVerdict.Block, "the budget is exhausted");
        elsewhere.Reasons.Should().NotContain(one => one.Code == GateReasonCodes.ClockDiffers);
    }
}
