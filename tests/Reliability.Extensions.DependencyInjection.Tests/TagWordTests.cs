using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using Reliability.Alerting;
using Reliability.Internal;
using Reliability.Recording;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Extensions.DependencyInjection.Tests;

/// <summary>Every word in a tag of the Meter is spelt in one way.</summary>
public sealed partial class TagWordTests
{
    public static TheoryData<string[]> Words => new()
    {
        Of<AlertTransitionKind>(),
        Of<AlertSeverity>(),
        Of<RecordResult>(),
        Of<EnrollmentOutcome>(),
        (string[])[.. FeedKindNames.Select(kind => TagWord.Of(kind))],
        RejectedKinds.All,
    };

    private static IEnumerable<string> FeedKindNames =>
        typeof(FeedKinds).GetFields().Select(kind => (string)kind.GetRawConstantValue()!);

    [Theory]
    [MemberData(nameof(Words))]
    public void A_word_in_a_tag_is_in_lower_case_with_underscores_and_tells_its_value_apart(string[] words) =>
        words.Should().OnlyHaveUniqueItems().And.OnlyContain(word => Spelling().IsMatch(word));

    [Fact]
    public void A_word_of_two_parts_has_an_underscore() =>
        (TagWord.Of(EnrollmentOutcome.OtherVariant), TagWord.Of(FeedKinds.HealthCheck)).Should().Be(("other_variant", "health_check"));

    [Fact]
    public async Task A_transition_is_counted_with_its_words_in_this_spelling()
    {
        using var meter = new Meter("transitions");
        var notifier = new MeterNotifier(meter);
        List<object?> tags = [];
        using var listener = new MeterListener();
        listener.SetMeasurementEventCallback<long>((_, _, all, _) =>
        {
            foreach (KeyValuePair<string, object?> tag in all)
            {
                tags.Add(tag.Value);
            }
        });
        listener.InstrumentPublished = (instrument, it) =>
        {
            if (instrument.Meter == meter)
            {
                it.EnableMeasurementEvents(instrument);
            }
        };
        listener.Start();

        await notifier.NotifyAsync(WebhookTests.Fired with { Kind = AlertTransitionKind.Fired, Severity = AlertSeverity.Page }, default);

        tags.Should().StartWith(["fired", "page"]);
    }

    private static string[] Of<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(value => TagWord.Of(value))];

    [GeneratedRegex("^[a-z]+(_[a-z]+)*$")]
    private static partial Regex Spelling();
}
