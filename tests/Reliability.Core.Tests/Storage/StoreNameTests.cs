using Reliability.Storage;

namespace Reliability.Core.Tests.Storage;

/// <summary>
/// One rule for every name that reaches a store: what is rejected is rejected everywhere, with a message that names the problem.
/// </summary>
public sealed class StoreNameTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, string> BadNames => new()
    {
        { "", "*1 to 200 bytes*empty*" },
        { new string('x', 201), "*1 to 200 bytes*has 201*" },
        { new string('x', 10_000), "*1 to 200 bytes*has 10000*" },
        { string.Concat(Enumerable.Repeat("\U0001f680", 51)), "*1 to 200 bytes*has 204*" },
        { "a\0b", "*control characters*U+0000*" },
        { "a\nb", "*control characters*U+000A*" },
        { "a\u0085b", "*control characters*U+0085*" },
        { "a\u007f", "*control characters*U+007F*" },
    };

    public static TheoryData<string> GoodNames => new()
    {
        "'; drop table bucket; --", "\"quoted\"", "{brace}", "{0}", "a'b", "$1", "%s", "*", " ", "\U0001f680",
        new string('x', 200), "\uffff",
    };

    [Theory]
    [MemberData(nameof(BadNames))]
    public void A_bad_name_is_rejected_with_its_reason(string name, string message)
    {
        foreach (Action use in UsesOf(name))
        {
            use.Should().Throw<ArgumentException>().WithMessage(message).Which.ParamName.Should().NotBeNullOrEmpty();
        }
    }

    /// <summary>Not a theory: the runner would replace the halves.</summary>
    [Fact]
    public void Half_a_surrogate_pair_is_rejected()
    {
        A_bad_name_is_rejected_with_its_reason("a\ud800b", "*valid Unicode*index 1*");
        A_bad_name_is_rejected_with_its_reason("\udc00", "*valid Unicode*index 0*");
    }

    [Theory]
    [MemberData(nameof(GoodNames))]
    public void A_strange_name_is_only_a_name(string name)
    {
        foreach (Action use in UsesOf(name))
        {
            use.Should().NotThrow();
        }
    }

    [Fact]
    public void A_message_never_repeats_a_long_name()
    {
        Action use = () => _ = new DocumentId("shop", "c", new string('x', 10_000));
        use.Should().Throw<ArgumentException>().Which.Message.Length.Should().BeLessThan(200);
    }

    private static Action[] UsesOf(string name) =>
    [
        () => _ = new SeriesId(name, "a"),
        () => _ = new SeriesId("a", name),
        () => _ = new SeriesBatch(name, "a", 1, []),
        () => _ = new SeriesBatch("a", name, 1, []),
        () => _ = new SeriesBatch("a", "a", 1, [new SeriesDelta(name, new SeriesBucket(Noon, 1, 1))]),
        () => _ = new CollectionId(name, "a"),
        () => _ = new CollectionId("a", name),
        () => _ = new DocumentId(name, "a", "a"),
        () => _ = new DocumentId("a", name, "a"),
        () => _ = new DocumentId("a", "a", name),
        () => _ = new DocumentId(new CollectionId("a", "a"), name),
        () => _ = new ETag(name),
        () => _ = new DocumentQuery(new("a", "a"), after: name),
        () => _ = new NewEvent(name, Noon, "1"),
        () => _ = new StreamId(name, "a"),
        () => _ = new StreamId("a", name),
        () => _ = new EventAppend(new("a", "a"), [new NewEvent("a", Noon, "1")], id: name),
        () => _ = new LeaseId(name, "a"),
        () => _ = new LeaseId("a", name),
        () => _ = new LeaseRequest(new("a", "a"), name, TimeSpan.FromMinutes(1)),
    ];
}
