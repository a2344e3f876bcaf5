using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Reliability.Internal;
using Reliability.Recording;
using Reliability.Slos;

namespace Reliability.Extensions.DependencyInjection.Tests;

public sealed class ActivityTests : IAsyncDisposable
{
    private readonly ActivitySource _source = new($"test-{Guid.NewGuid():N}");
    private ServiceProvider? _provider;

    [Fact]
    public async Task The_error_status_is_bad_and_the_duration_of_the_others_is_the_latency()
    {
        await StartAsync(r => r
            .AddSlo("jobs", s => s.Availability(99m)).FromActivities("jobs", _source.Name, "run")
            .AddSlo("fast", s => s.Latency(TimeSpan.FromSeconds(1), 99m)).FromActivities("fast", _source.Name, "run"));
        Run("run", seconds: 0.5, ActivityStatusCode.Ok);
        Run("run", seconds: 2);
        Run("run", seconds: 3, ActivityStatusCode.Error);
        Run("poll", seconds: 3, ActivityStatusCode.Error);

        (await CountAsync("jobs")).Should().Be((2m, 1m));
        (await CountAsync("fast")).Should().Be((1m, 1m));
    }

    [Fact]
    public async Task Tags_select_activities_and_replace_the_rule_of_what_is_bad()
    {
        await StartAsync(r => r.AddSlo("jobs", s => s.Availability(99m)).FromActivities(
            "jobs", _source.Name, a => a.Where("queue", "orders").WhereNot("kind", "probe").BadWhen("lost").BadWhenPrefix("code", "5")));
        Run("any", 1, ActivityStatusCode.Error, ("queue", "orders"));
        Run("any", 1, ActivityStatusCode.Ok, ("queue", "orders"), ("code", 503));
        Run("any", 1, ActivityStatusCode.Ok, ("queue", "orders"), ("lost", true));
        Run("any", 1, ActivityStatusCode.Ok, ("queue", "orders"), ("lost", true), ("kind", "probe"));
        Run("any", 1, ActivityStatusCode.Ok, ("queue", "stock"), ("lost", true));
        Run("any", 1, ActivityStatusCode.Ok);

        (await CountAsync("jobs")).Should().Be((1m, 2m));
    }

    [Fact]
    public async Task Only_the_named_activities_are_created_and_none_is_recorded_for_a_tracer()
    {
        await StartAsync(r => r.AddSlo("jobs", s => s.Availability(99m)).FromActivities("jobs", _source.Name, "run"));
        _source.StartActivity("poll").Should().BeNull();
        using Activity? run = _source.StartActivity("run");
        run!.IsAllDataRequested.Should().BeTrue();
        run.Recorded.Should().BeFalse();
    }

    [Fact]
    public async Task Nothing_is_heard_after_the_stop()
    {
        await StartAsync(r => r.AddSlo("jobs", s => s.Availability(99m)).FromActivities("jobs", _source.Name));
        await Listening().StoppedAsync(CancellationToken.None);
        _source.StartActivity("run").Should().BeNull();
    }

    [Fact]
    public async Task An_objective_that_activities_cannot_feed_stops_the_start()
    {
        Func<Task> score = () => StartAsync(r => r.AddSlo("answers", s => s.Score(4, 5)).FromActivities("answers", "Npgsql"));
        Func<Task> absent = () => StartAsync(r => r.AddSlo("db", s => s.Availability(99m)).FromActivities("absent", "Npgsql"));
        await score.Should().ThrowAsync<OptionsValidationException>().WithMessage("*Npgsql*'answers'*availability*");
        await absent.Should().ThrowAsync<OptionsValidationException>().WithMessage("*Npgsql*'absent'*'db'*");
    }

    [Fact]
    public async Task Counting_allocates_nothing_beyond_the_activity_itself()
    {
        using var other = new ActivityListener
        {
            ShouldListenTo = source => source == _source,
            Sample = (ref options) => ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(other);
        Measure();
        long alone = Measure();
        await StartAsync(r => r.AddSlo("jobs", s => s.Availability(99m)).FromActivities("jobs", _source.Name, a => a.BadWhen("lost")));
        Measure();
        Measure().Should().Be(alone);

        long Measure()
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 1_000; i++)
            {
                _source.StartActivity("run")!.Dispose();
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_provider is not null)
        {
            await _provider.DisposeAsync();
        }

        _source.Dispose();
    }

    private void Run(
        string name, double seconds, ActivityStatusCode status = ActivityStatusCode.Unset, params (string Name, object Value)[] tags)
    {
        Activity? activity = _source.StartActivity(name);
        foreach ((string tag, object value) in tags)
        {
            activity?.SetTag(tag, value);
        }

        activity?.SetStatus(status).SetEndTime(activity.StartTimeUtc.AddSeconds(seconds)).Stop();
    }

    private async Task StartAsync(Action<ReliabilityBuilder> configure)
    {
        _provider = new ServiceCollection().AddReliability(configure).BuildServiceProvider();
        await Listening().StartAsync(CancellationToken.None);
    }

    private ActivityListening Listening() => _provider!.GetServices<IHostedService>().OfType<ActivityListening>().Single();

    private async Task<(decimal Good, decimal Bad)> CountAsync(string slo)
    {
        await _provider!.GetRequiredService<ReliabilityRecorder>().FlushAsync();
        BudgetStatus status = await _provider!.GetRequiredService<IErrorBudgets>().GetStatusAsync(slo);
        return (status.Good, status.Bad);
    }
}
