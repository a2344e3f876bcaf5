using System.Text.RegularExpressions;

namespace Reliability.Architecture.Tests;

/// <summary>
/// One rule for all packages: <c>Dispose</c> sends nothing, <c>DisposeAsync</c> sends what is pending within a bound, and the documentation
/// of each says what happens with it.
/// </summary>
public sealed partial class DisposalTests
{
    private const string Lost = "Pending events are lost.";

    /// <summary>
    /// The sentences of which each documentation has one: what the type has sent is stored, or what it has not sent is lost.
    /// </summary>
    private static readonly string[] Sentences =
    [
        "Nothing is pending: what a call has acknowledged is stored.",
        "Nothing is pending: it only reads.",
        Lost,
    ];

    [Fact]
    public void Every_public_Dispose_documents_what_happens_with_what_is_pending()
    {
        string[] expected =
        [
            .. Repository.Libraries.SelectMany(library => library.GetExportedTypes())
                .Where(type => type.IsClass)
                .SelectMany(type => Methods(type).Select(method => $"{type.Name}.{method}")),
        ];
        (string Type, string Method, string Documentation)[] documented = Documented();

        documented.Select(one => $"{one.Type}.{one.Method}").Should().BeEquivalentTo(expected);
        documented.Where(one => Sentences.Count(sentence => one.Documentation.Contains(sentence, StringComparison.Ordinal)) != 1)
            .Select(one => $"{one.Type}.{one.Method}")
            .Should().BeEmpty("the documentation has one of the sentences: {0}", string.Join(" ", Sentences));
    }

    [Fact]
    public void A_type_that_can_have_pending_events_sends_them_in_DisposeAsync_for_up_to_5_seconds()
    {
        Type[] types = [.. Repository.Libraries.SelectMany(library => library.GetExportedTypes()).Where(type => type.IsClass)];
        (string Type, string Method, string Documentation)[] losing = [.. Documented().Where(one => one.Documentation.Contains(Lost))];

        string[] names = [.. losing.Select(one => one.Type).Distinct()];
        names.Should().BeEquivalentTo(["ReliabilityRecorder", "ExperimentTracker"]);
        names.Should().OnlyContain(name => types.Single(type => type.Name == name).IsAssignableTo(typeof(IAsyncDisposable)));
        losing.Where(one => one.Method == nameof(IAsyncDisposable.DisposeAsync)).Should().HaveCount(names.Length)
            .And.OnlyContain(one => one.Documentation.Contains("Sends events to the store for up to 5 seconds and stops"));
        losing.Where(one => one.Method == nameof(IDisposable.Dispose)).Should().HaveCount(names.Length)
            .And.OnlyContain(one => one.Documentation.Contains("without sending anything to the store"));
    }

    private static (string Type, string Method, string Documentation)[] Documented() =>
    [
        .. Repository.Sources("src")
            .Where(file => !file.Contains("/Internal/", StringComparison.Ordinal))
            .SelectMany(file => DocumentedDispose().Matches(Repository.Read(file)).Select(match =>
                (Path.GetFileNameWithoutExtension(file),
                    match.Groups["name"].Value,
                    LineBreak().Replace(match.Groups["text"].Value, " ")))),
    ];

    private static IEnumerable<string> Methods(Type type)
    {
        if (typeof(IDisposable).IsAssignableFrom(type))
        {
            yield return nameof(IDisposable.Dispose);
        }

        if (typeof(IAsyncDisposable).IsAssignableFrom(type))
        {
            yield return nameof(IAsyncDisposable.DisposeAsync);
        }
    }

    [GeneratedRegex(@"\s+///\s*")]
    private static partial Regex LineBreak();

    [GeneratedRegex(
        @"(?<text>(?:^ +///.*\n)+) +public (?:async )?(?:void|ValueTask) (?<name>Dispose|DisposeAsync)\(\)",
        RegexOptions.Multiline)]
    private static partial Regex DocumentedDispose();
}
