using Microsoft.Extensions.Time.Testing;
using Reliability.Common;
using Reliability.Experiments;
using Reliability.Storage;

namespace Reliability.Core.Tests.Experiments;

public sealed class ExperimentMarkerTests
{
    [Fact]
    public async Task What_happened_to_experiments_of_the_service_within_the_range_is_told()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
        using var store = new InMemoryStore(clock);
        var catalog = new ExperimentCatalog(store.Documents, store.Enrollments, "shop", clock);
        var definition = new ExperimentDefinition
        {
            Key = "button",
            Hypothesis = "Green sells more.",
            Variants = [new("blue", 1), new("green", 1)],
        };
        Experiment draft = (await catalog.CreateAsync(definition, new() { By = "ada", Reason = "spring" })).Current!;
        clock.Advance(TimeSpan.FromDays(1));
        Experiment running = (await catalog.StartAsync(draft, new() { By = "ada", Reason = "go" })).Current!;
        clock.Advance(TimeSpan.FromDays(1));
        await catalog.PauseAsync(running, new() { By = "ada", Reason = "a fault" });
        var markers = new ExperimentMarkers(catalog);

        (await markers.GetMarkersAsync("shop", Days(0, 9), CancellationToken.None)).Should().BeEquivalentTo(
        [
            new Marker { At = At(1), Kind = "experiment", Text = "the start of experiment 'button'" },
            new Marker { At = At(2), Kind = "experiment", Text = "the pause of experiment 'button'" },
        ]);
        (await markers.GetMarkersAsync("shop", Days(1, 2), CancellationToken.None)).Should().ContainSingle();
        (await markers.GetMarkersAsync("other", Days(0, 9), CancellationToken.None)).Should().BeEmpty();

        static DateTimeOffset At(int day) => new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero).AddDays(day);

        static TimeRange Days(int from, int to) => new(At(from), At(to));
    }
}
