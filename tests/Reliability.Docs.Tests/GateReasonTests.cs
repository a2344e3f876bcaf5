using System.Text.RegularExpressions;
using Reliability.Releases;
using Reliability.Tests.Shared;

namespace Reliability.Docs.Tests;

/// <summary>The page of objectives lists the reason codes of the gate.</summary>
public sealed partial class GateReasonTests
{
    [Fact]
    public void The_table_of_findings_lists_every_reason_code_once_with_a_verdict()
    {
        string page = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "slo.md"));
        IEnumerable<string> declared = typeof(GateReasonCodes).GetFields().Select(code => (string)code.GetRawConstantValue()!);

        Finding().Matches(page).Select(row => row.Groups["code"].Value).Should().BeEquivalentTo(declared);
    }

    [GeneratedRegex(@"^\| [^|]+ \| `(?<code>\w+)` \| (block|warn|allow) \|$", RegexOptions.Multiline)]
    private static partial Regex Finding();
}
