using System.Xml;

namespace Reliability.Releases.Internal;

/// <summary>
/// The elements of TRX, the format of Visual Studio. Results lie at <c>TestRun/Results</c>; those inside of a result, such as the rows of a
/// data-driven test, are part of it and not counted apart.
/// </summary>
internal sealed class TrxElements : ITestElements
{
    private const int DepthOfResult = 2;
    private readonly TestCounts _counts = new();
    private bool _isInResults;
    private string? _outcomeOfRun;

    /// <summary>A run that failed without a test that failed has crashed, or could not load its tests.</summary>
    public TestResults Results
    {
        get
        {
            _counts.IsAborted = _outcomeOfRun is "Error" or "Aborted" or "Timeout" or "Disconnected"
                || (_outcomeOfRun == "Failed" && _counts.Failed == 0);
            return _counts.Results;
        }
    }

    public void Start(XmlReader element)
    {
        if (element.Depth == 1)
        {
            _isInResults = element.LocalName == "Results";
            if (element.LocalName == "ResultSummary")
            {
                _outcomeOfRun = element.GetAttribute("outcome");
            }
        }
        else if (element.Depth == DepthOfResult && _isInResults && element.LocalName.EndsWith("Result", StringComparison.Ordinal))
        {
            Count(element.GetAttribute("outcome"), element.GetAttribute("testName"));
        }
    }

    public void End(string name, int depth)
    {
    }

    /// <summary>An outcome that is missing or unknown has not passed.</summary>
    private void Count(string? outcome, string? name)
    {
        switch (outcome)
        {
            case "Passed" or "PassedButRunAborted" or "Warning":
                _counts.Passed++;
                break;
            case "NotExecuted" or "NotRunnable" or "Inconclusive" or "Pending":
                _counts.Skipped++;
                break;
            default:
                _counts.Fail(name);
                break;
        }
    }
}
