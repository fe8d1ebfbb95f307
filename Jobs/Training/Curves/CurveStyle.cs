namespace VoxPilot.Jobs.Training;

/// <summary>What pages of curves add to the style of all pages.</summary>
internal static class CurveStyle
{
    public const string Css = """
        .panels { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 350px), 1fr)); gap: 1rem 1.4rem; margin-top: .6rem; }
        .panel { margin: 0; min-width: 0; break-inside: avoid; }
        .panel figcaption { display: flex; flex-wrap: wrap; align-items: baseline; gap: .1rem .8rem; margin: 0 0 .25rem; padding-left: 3rem; font-size: .9rem; }
        .panel figcaption b { color: var(--text); font-weight: 600; }
        .panel figcaption .now { font-variant-numeric: tabular-nums; font-weight: 600; }
        .panel figcaption .log { margin-left: auto; font-size: .78rem; }
        .chart { position: relative; height: 150px; margin: 0 .6rem 1.5rem 3rem; border-left: 1px solid var(--line); border-bottom: 1px solid var(--soft); }
        .large .chart { height: 300px; }
        .chart > svg { display: block; width: 100%; height: 100%; overflow: hidden; }
        .chart > span { position: absolute; color: var(--soft); font-size: .74rem; line-height: 1; font-variant-numeric: tabular-nums; white-space: nowrap; }
        .chart .y { right: 100%; margin-right: .4rem; transform: translateY(50%); }
        .chart .x { top: 100%; margin-top: .35rem; transform: translateX(-50%); }
        .chart path { fill: none; stroke: currentColor; stroke-linejoin: round; vector-effect: non-scaling-stroke; }
        .chart .raw { opacity: .3; stroke-width: 1; }
        .chart .smooth { stroke-width: 2; }
        .chart .grid { stroke: var(--line); stroke-width: 1; vector-effect: non-scaling-stroke; }
        .chart .strip { fill: transparent; stroke: none; } .chart .strip:hover { fill: var(--soft); fill-opacity: .16; }
        .dash1 .smooth, .key.dash1 path { stroke-dasharray: 7 3; } .dash2 .smooth, .key.dash2 path { stroke-dasharray: 2 3; } .dash3 .smooth, .key.dash3 path { stroke-dasharray: 9 3 2 3; }
        .dash4 .smooth, .key.dash4 path { stroke-dasharray: 4 2; } .dash5 .smooth, .key.dash5 path { stroke-dasharray: 12 4; }
        .key path { stroke-width: 2.5; fill: none; }
        .runs { overflow-x: auto; margin-top: .6rem; } .runs th, .runs td { padding: .35rem .8rem; text-align: right; white-space: nowrap; border-top: 1px solid var(--line); }
        .runs thead th { border: 0; font-size: .87rem; font-weight: 600; } .runs th:first-child { text-align: left; padding-left: 0; } .runs tbody th { font-weight: 600; }
        .shares { display: flex; height: 1.5rem; border-radius: 6px; overflow: hidden; gap: 2px; margin: .3rem 0 .45rem; }
        .shares i { display: block; min-width: 1px; background: currentColor; }
        .sharelist { display: flex; flex-wrap: wrap; gap: .2rem 1.4rem; margin: 0 0 .9rem; font-size: .9rem; }
        .sharelist i { display: inline-block; width: .75em; height: .75em; border-radius: 2px; background: currentColor; margin-right: .45em; }
        .sharelist b { color: var(--text); font-weight: 600; } .sharelist span { color: var(--text); }
        """;
}
