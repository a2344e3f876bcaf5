using System.Globalization;
using System.Xml;

namespace Reliability.Releases.Internal;

/// <summary>
/// The elements of JUnit XML: test cases at any depth of suites. A case with <c>failure</c> or <c>error</c> failed, one with
/// <c>skipped</c> was not run. When a suite states more failures and errors than the file has cases that failed, such as for a suite that
/// could not be loaded, the run was aborted.
/// </summary>
internal sealed class JUnitElements : ITestElements
{
    private readonly TestCounts _counts = new();
    private int? _depthOfCase;
    private string? _name;
    private bool _hasFailed;
    private bool _isSkipped;
    private long _maxStated;

    public TestResults Results
    {
        get
        {
            _counts.IsAborted = _maxStated > _counts.Failed;
            return _counts.Results;
        }
    }

    public void Start(XmlReader element)
    {
        if (_depthOfCase is { } depth)
        {
            if (element.Depth == depth + 1)
            {
                _hasFailed |= element.LocalName is "failure" or "error";
                _isSkipped |= element.LocalName == "skipped";
            }
        }
        else if (element.LocalName == "testcase")
        {
            string? className = element.GetAttribute("classname");
            string? name = element.GetAttribute("name");
            (_depthOfCase, _hasFailed, _isSkipped) = (element.Depth, false, false);
            _name = string.IsNullOrWhiteSpace(className) ? name : $"{className}.{name}";
        }
        else if (element.LocalName is "testsuite" or "testsuites")
        {
            _maxStated = Math.Max(_maxStated, Stated(element, "failures") + Stated(element, "errors"));
        }
    }

    public void End(string name, int depth)
    {
        if (depth != _depthOfCase)
        {
            return;
        }

        _depthOfCase = null;
        if (_hasFailed)
        {
            _counts.Fail(_name);
        }
        else if (_isSkipped)
        {
            _counts.Skipped++;
        }
        else
        {
            _counts.Passed++;
        }
    }

    private static long Stated(XmlReader element, string attribute) =>
        int.TryParse(element.GetAttribute(attribute), NumberStyles.None, CultureInfo.InvariantCulture, out int count) ? count : 0;
}
