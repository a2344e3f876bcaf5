using System.Text.RegularExpressions;

namespace Reliability.Architecture.Tests;

/// <summary>
/// One rule for all packages: <c>Dispose</c> sends nothing, <c>DisposeAsync</c> sends what is pending within a bound, and the documentation
/// of each says what happens with it.
/// </summary>
public sealed partial class DisposalTests
{
    [Fact]
    public void Every_public_Dispose_documents_what_happens_with_what_is_pending()
    {
        string[] expected =
        [
            .. Repository.Libraries.SelectMany(library => library.GetExportedTypes())
                .Where(type => type.IsClass)
                .SelectMany(type => Methods(type).Select(method => $"{type.Name}.{method}")),
        ];
        (string Method, string Documentation)[] documented =
        [
            .. Repository.Sources("src")
                .Where(file => !file.Contains("/Internal/", StringComparison.Ordinal))
                .SelectMany(file => DocumentedDispose().Matches(Repository.Read(file)).Select(match =>
                    ($"{Path.GetFileNameWithoutExtension(file)}.{match.Groups["name"].Value}", match.Groups["text"].Value))),
        ];

        documented.Select(one => one.Method).Should().BeEquivalentTo(expected);
        documented.Should().OnlyContain(one => one.Documentation.Contains("pending", StringComparison.OrdinalIgnoreCase));
    }

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

    [GeneratedRegex(@"(?<text>(?:^ +///.*\n)+) +public (?:async )?(?:void|ValueTask) (?<name>Dispose|DisposeAsync)\(\)", RegexOptions.Multiline)]
    private static partial Regex DocumentedDispose();
}
