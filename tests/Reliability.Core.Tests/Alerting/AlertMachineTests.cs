using System.Text.Json;
using CsCheck;
using Reliability.Alerting;
using Reliability.Alerting.Internal;
using Reliability.Slos;

namespace Reliability.Core.Tests.Alerting;

public sealed class AlertMachineTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private static readonly AlertBehavior Slow = new()
    {
        MinDuration = TimeSpan.FromMinutes(2),
        ResolveAfter = TimeSpan.FromMinutes(5),
        Cooldown = TimeSpan.FromMinutes(10),
    };

    private static readonly Gen<AlertBehavior> Behavior =
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 5], Gen.Int[0, 5], (minimum, resolve, cool) => new AlertBehavior
        {
            MinDuration = TimeSpan.FromMinutes(minimum),
            ResolveAfter = TimeSpan.FromMinutes(resolve),
            Cooldown = TimeSpan.FromMinutes(cool),
        });

    private static readonly Gen<(AlertCondition Condition, int Seconds)[]> Looks =
        Gen.Select(Gen.Enum<AlertCondition>(), Gen.Int[1, 180]).Select((condition, seconds) => (condition, seconds)).Array[0, 80];

    [Fact]
    public void An_alert_waits_fires_holds_and_resolves()
    {
        List<string> states = Run(Slow, "M.M M.. M.MMMMMM ......", out _);

        // Minutes 0 to 2 must hold before it fires, 5 quiet minutes end it; the single Met in between starts them anew.
        string.Concat(states.Select(s => s[0])).Should().Be("PIPPIIPIPPFFFFFFFFFI");
    }

    [Fact]
    public void By_default_it_fires_at_once_and_resolves_after_five_minutes()
    {
        string.Concat(Run(AlertBehavior.Default, ".MM.M......", out AlertProgress last).Select(s => s[0])).Should().Be("IFFFFFFFFFI");
        last.Should()
            .BeEquivalentTo(new { FiredAt = Start.AddMinutes(1), ResolvedAt = Start.AddMinutes(10), JudgedAt = Start.AddMinutes(10) });
    }

    [Fact]
    public void Missing_data_freezes_every_state_and_its_time_does_not_count_as_proof()
    {
        Run(Slow, "MM??", out AlertProgress pending);
        (pending.State, pending.Held).Should().Be((AlertState.Pending, TimeSpan.FromMinutes(1)));

        Run(AlertBehavior.Default, "M..????????????????", out AlertProgress firing);
        (firing.State, firing.Held).Should().Be((AlertState.Firing, TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public void A_cooling_alert_waits_until_it_may_fire_again()
    {
        AlertBehavior cool = new() { ResolveAfter = TimeSpan.Zero, Cooldown = TimeSpan.FromMinutes(3) };
        string.Concat(Run(cool, "M.MMMM", out _).Select(s => s[0])).Should().Be("FIPPFF");
    }

    [Fact]
    public void A_judge_that_follows_one_with_a_clock_far_ahead_judges_at_once_and_waits_for_no_cool_down_of_that_clock()
    {
        DateTimeOffset ahead = Start.AddDays(10);
        var hasty = new AlertBehavior { ResolveAfter = TimeSpan.Zero, Cooldown = TimeSpan.FromHours(1) };
        AlertProgress quiet = AlertMachine.Next(AlertProgress.None, AlertCondition.NotMet, ahead, hasty);
        AlertMachine.Next(quiet, AlertCondition.Met, Start, hasty)
            .Should()
            .BeEquivalentTo(new { State = AlertState.Firing, FiredAt = Start, JudgedAt = Start });

        AlertProgress firing = AlertMachine.Next(AlertProgress.None, AlertCondition.Met, ahead, hasty);
        AlertMachine.Next(firing, AlertCondition.NotMet, Start, hasty)
            .Should()
            .BeEquivalentTo(new { State = AlertState.Inactive, ResolvedAt = Start });
        AlertProgress resolved = AlertMachine.Next(firing, AlertCondition.NotMet, ahead.AddMinutes(1), hasty);
        AlertMachine.Next(resolved, AlertCondition.Met, Start, hasty).State.Should().Be(AlertState.Firing);
        AlertMachine.Next(resolved, AlertCondition.Met, ahead.AddMinutes(2), hasty).State
            .Should()
            .Be(AlertState.Pending, "that is the cool-down");
    }

    [Fact]
    public void A_clock_that_steps_back_a_little_changes_nothing_and_far_back_starts_the_counting_anew()
    {
        Run(Slow, "MM", out AlertProgress pending);
        AlertMachine.Next(pending, AlertCondition.Met, Start, Slow).Should().Be(pending);
        AlertMachine.Next(pending, AlertCondition.Met, Start.AddMinutes(1), Slow).Should().Be(pending, "the same moment tells nothing new");

        AlertProgress back = AlertMachine.Next(pending, AlertCondition.Met, Start.AddHours(-1), Slow);
        back.Should().Be(pending with { JudgedAt = Start.AddHours(-1), Held = TimeSpan.Zero });
        AlertMachine.Next(back, AlertCondition.Met, Start.AddHours(-1).AddMinutes(2), Slow).State.Should().Be(AlertState.Firing);
    }

    [Fact]
    public void It_fires_once_an_episode_and_never_resolves_while_the_condition_holds() =>
        Gen.Select(Behavior, Looks).Sample((behavior, looks) =>
    {
        AlertProgress progress = AlertProgress.None;
        DateTimeOffset at = Start;
        bool metSinceResolve = false;
        foreach ((AlertCondition condition, int seconds) in looks)
        {
            at = at.AddSeconds(seconds);
            AlertProgress next = AlertMachine.Next(progress, condition, at, behavior);
            bool fired = progress.State != AlertState.Firing && next.State == AlertState.Firing;
            bool resolved = progress.State == AlertState.Firing && next.State != AlertState.Firing;
            metSinceResolve |= condition == AlertCondition.Met;
            if (fired
                && (condition != AlertCondition.Met
                    || next.FiredAt != at
                    || !metSinceResolve
                    || at - progress.ResolvedAt < behavior.Cooldown))
            {
                return false;
            }

            if (resolved && (condition != AlertCondition.NotMet || next.ResolvedAt != at || next.State != AlertState.Inactive))
            {
                return false;
            }

            if (condition == AlertCondition.NoData && next != progress with { JudgedAt = at })
            {
                return false;
            }

            metSinceResolve &= !resolved;
            progress = next;
        }

        return true;
    });

    [Fact]
    public void Firing_needs_the_minimum_duration_of_unbroken_met_looks() => Gen.Select(Behavior, Looks).Sample((behavior, looks) =>
    {
        AlertProgress progress = AlertProgress.None;
        DateTimeOffset at = Start;
        TimeSpan? held = null;
        foreach ((AlertCondition condition, int seconds) in looks)
        {
            at = at.AddSeconds(seconds);
            AlertProgress next = AlertMachine.Next(progress, condition, at, behavior);
            TimeSpan step = TimeSpan.FromSeconds(seconds);
            held = condition switch
            {
                AlertCondition.Met => held is { } before ? before + step : TimeSpan.Zero,
                AlertCondition.NotMet => null,
                _ => held,
            };
            if (next.State == AlertState.Firing && progress.State != AlertState.Firing && (held is null || held < behavior.MinDuration))
            {
                return false;
            }

            held = next.State == AlertState.Firing && progress.State != AlertState.Firing ? null : held;
            held = progress.State == AlertState.Firing && next.State == AlertState.Firing ? null : held;
            progress = next;
        }

        return true;
    });

    [Fact]
    public void A_restart_at_any_point_changes_nothing() => Gen.Select(Behavior, Looks, Gen.Int[0, 80]).Sample((behavior, looks, restart) =>
    {
        AlertProgress through = AlertProgress.None;
        AlertProgress restarted = AlertProgress.None;
        DateTimeOffset at = Start;
        for (int i = 0; i < looks.Length; i++)
        {
            at = at.AddSeconds(looks[i].Seconds);
            through = AlertMachine.Next(through, looks[i].Condition, at, behavior);
            restarted = AlertMachine.Next(i == restart ? ReadBack(restarted) : restarted, looks[i].Condition, at, behavior);
        }

        return through == restarted;
    });

    [Theory]
    [InlineData(-1)]
    [InlineData((7 * 24 * 3600) + 1)]
    public void A_duration_outside_its_range_is_rejected(int seconds)
    {
        TimeSpan value = TimeSpan.FromSeconds(seconds);
        FluentActions.Invoking(() => new AlertBehavior { MinDuration = value })
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("*00:00:00 to 7.00:00:00*");
        FluentActions.Invoking(() => new AlertBehavior { ResolveAfter = value }).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new AlertBehavior { Cooldown = value }).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void A_condition_that_is_none_is_rejected() =>
        FluentActions.Invoking(() => AlertMachine.Next(AlertProgress.None, (AlertCondition)7, Start, Slow))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("*NotMet, Met or NoData*");

    private static AlertProgress ReadBack(AlertProgress progress) =>
        JsonSerializer.Deserialize<AlertProgress>(JsonSerializer.Serialize(progress))!;

    /// <summary>One look a minute: M met, . not met, ? no data; spaces only part the text.</summary>
    private static List<string> Run(AlertBehavior behavior, string looks, out AlertProgress last)
    {
        List<string> states = [];
        last = AlertProgress.None;
        DateTimeOffset at = Start;
        foreach (char look in looks.Where(c => c != ' '))
        {
            AlertCondition condition = look switch { 'M' => AlertCondition.Met, '.' => AlertCondition.NotMet, _ => AlertCondition.NoData };
            last = AlertMachine.Next(last, condition, at, behavior);
            states.Add(last.State.ToString());
            at = at.AddMinutes(1);
        }

        return states;
    }
}
