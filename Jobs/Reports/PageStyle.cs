namespace VoxPilot.Jobs.Reports;

/// <summary>The style of all pages of reports, light and dark, on wide screens, telephones and paper.</summary>
internal static class PageStyle
{
    public const string Css = """
        :root {
          color-scheme: light dark;
          --back: #f4f6f9; --panel: #fff; --raised: #f7f9fc; --line: #dfe4ec; --text: #151c28; --soft: #59657a; --accent: #0b7a70; --own: #e9f5f3;
          --lane1: #8a5a00; --lane2: #5b4bb5; --lane3: #a03a6b; --lane4: #2d6ea8; --lane5: #5f6b3a;
          --warm: #7a4a00; --warm-back: #fff0d2; --bad: #a1121f; --bad-back: #ffe4e4; --good: #0a6b4f; --good-back: #ddf4ea; --round: 12px;
        }
        @media screen and (prefers-color-scheme: dark) {
          :root {
            --back: #0b0f17; --panel: #121926; --raised: #172032; --line: #26324a; --text: #e6ecf7; --soft: #98a6c0; --accent: #4fd1c5; --own: #12292f;
            --lane1: #f6ad55; --lane2: #b3a5ff; --lane3: #f48fb8; --lane4: #7cc0f5; --lane5: #c3d388;
            --warm: #ffd9a0; --warm-back: #4a3413; --bad: #ff9c9c; --bad-back: #431a20; --good: #8fe8c4; --good-back: #123529;
          }
        }
        * { box-sizing: border-box; }
        html { scroll-padding-top: 3.6rem; }
        body { margin: 0; background: var(--back); color: var(--text); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif; overflow-wrap: break-word; }
        .width { max-width: 1280px; margin: 0 auto; padding: 0 1.4rem; }
        a { color: var(--accent); text-decoration: none; }
        a:hover { text-decoration: underline; }
        a:focus-visible, pre:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
        code, pre { font-family: ui-monospace, "SFMono-Regular", Menlo, Consolas, monospace; font-size: .88em; }
        h1 { font-size: 2.1rem; line-height: 1.15; margin: 0; letter-spacing: -.015em; overflow-wrap: anywhere; }
        h2 { font-size: 1.35rem; margin: 0 0 .3rem; letter-spacing: -.01em; }
        h3 { font-size: 1rem; margin: 1.3rem 0 .4rem; }
        p { margin: .35rem 0; }

        .top { background: var(--panel); border-bottom: 1px solid var(--line); padding: 1.9rem 0 1.3rem; }
        .kind { color: var(--accent); font-weight: 650; font-size: .82rem; letter-spacing: .09em; text-transform: uppercase; margin: 0 0 .25rem; }
        .lead { font-size: 1.1rem; color: var(--soft); margin: .3rem 0 .7rem; }
        .lead b { color: var(--text); font-weight: 600; }
        .badges { display: flex; flex-wrap: wrap; gap: .45rem; margin: .7rem 0; }
        .badge { background: var(--raised); border: 1px solid var(--line); border-radius: 99px; padding: .12em .8em; font-size: .87rem; }
        .badge b { font-weight: 600; }
        .badge.warn { background: var(--warm-back); color: var(--warm); border-color: currentColor; }
        .badge.good { background: var(--good-back); color: var(--good); border-color: transparent; font-weight: 600; }
        .badge.bad { background: var(--bad-back); color: var(--bad); border-color: currentColor; font-weight: 600; }
        .top .facts { color: var(--soft); font-size: .87rem; margin: 0; }
        .alarm { display: flex; gap: .8rem; align-items: baseline; margin: .9rem 0; padding: .85rem 1.1rem; border: 2px solid var(--bad); border-radius: var(--round); background: var(--bad-back); color: var(--bad); font-size: 1.12rem; }

        .beside-word { color: var(--soft); font-weight: 400; font-size: .7em; }
        .two { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 380px), 1fr)); gap: 1rem; }
        .side { border: 1px solid var(--line); border-radius: var(--round); padding: .7rem 1rem 1rem; min-width: 0; }
        .side .command { margin-top: .6rem; }
        .letter { display: inline-block; min-width: 1.6em; text-align: center; border-radius: 6px; background: var(--own); color: var(--accent); }
        .verdicts { max-width: 56rem; } .pair { display: block; }

        nav { position: sticky; top: 0; z-index: 2; background: var(--panel); border-bottom: 1px solid var(--line); font-size: .9rem; }
        nav .width { display: flex; gap: 1.3rem; overflow-x: auto; scrollbar-width: none; }
        nav a { color: var(--soft); padding: .6rem 0; white-space: nowrap; }
        nav a:hover { color: var(--accent); text-decoration: none; }

        main.width { padding-top: 1.5rem; padding-bottom: 4rem; }
        section { background: var(--panel); border: 1px solid var(--line); border-radius: var(--round); padding: 1.3rem 1.4rem 1.4rem; margin-bottom: 1.3rem; }
        #summary { background: none; border: 0; padding: 0; }
        .about { color: var(--soft); max-width: 56rem; margin: 0 0 1rem; }

        .tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(228px, 1fr)); gap: .8rem; margin-top: .7rem; }
        .tile { display: flex; flex-direction: column; background: var(--panel); border: 1px solid var(--line); border-radius: var(--round); padding: .9rem 1rem; color: inherit; min-width: 0; }
        .tile:hover { border-color: var(--accent); text-decoration: none; }
        .tile p { margin: 0; }
        .task { color: var(--accent); font-weight: 650; font-size: .78rem; letter-spacing: .06em; text-transform: uppercase; }
        .what { font-weight: 600; }
        .big { margin: .3rem 0 .35rem !important; line-height: 1.2; }
        .big .figure { font-size: 2rem; font-weight: 650; letter-spacing: -.02em; }
        .big .figure { white-space: nowrap; } .big .unit { font-size: 1rem; }
        .tile .beside { font-size: .87rem; color: var(--soft); margin: .35rem 0 .5rem; }
        .tile .by { font-size: .8rem; color: var(--soft); margin-top: auto; }
        .win { color: var(--good); font-weight: 600; } .loss { color: var(--bad); font-weight: 600; } .even { color: var(--text); font-weight: 600; }
        .absent { font-size: 1.5rem; font-style: italic; color: var(--soft); margin: .3rem 0 !important; }
        .absence { color: var(--soft); font-style: italic; }
        p.absence { background: var(--raised); border: 1px dashed var(--line); border-radius: 8px; padding: .8rem 1rem; }
        .absence b { color: var(--text); }

        table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
        .figures thead th { position: sticky; top: 2.65rem; z-index: 1; background: var(--panel); text-align: right; vertical-align: bottom; font-size: .87rem; font-weight: 600; padding: .45rem .7rem; box-shadow: inset 0 -2px var(--line); }
        .figures thead th:first-child { text-align: left; padding-left: 0; }
        .figures thead .untrained { display: block; color: var(--bad); font-weight: 600; }
        .figures .group th { text-align: left; padding: 1.15rem 0 .4rem; font-weight: 650; }
        .figures .group .facts { display: inline; margin-left: .35rem; }
        .figures .group th > .facts:first-child { margin-left: 0; }
        .figures tbody th[scope=row] { text-align: left; font-weight: 500; padding: .4rem .7rem .4rem 0; }
        .figures tbody td { text-align: right; padding: .4rem .7rem; vertical-align: top; white-space: nowrap; }
        .figures tbody th { vertical-align: top; }
        .figures tbody tr:not(.group) > * { border-top: 1px solid var(--line); }
        .figures tbody tr:not(.group):hover > * { background: var(--raised); }
        .figures .own, .figures tbody tr:not(.group):hover > .own { background: var(--own); }
        .best .figure { font-weight: 700; }
        .plotted { width: 26%; min-width: 230px; text-align: left !important; }
        .figure { font-size: 1.02rem; }
        .unit { color: var(--soft); font-size: .82em; }
        .interval { display: block; color: var(--soft); font-size: .78rem; line-height: 1.25; }
        .facts { display: block; color: var(--soft); font-size: .82rem; font-weight: 400; }
        .convention { color: inherit; text-decoration: underline dotted; text-underline-offset: .2em; }
        .direction { color: var(--soft); font-size: .9em; }
        .none { color: var(--soft); font-style: italic; }
        .sign { font-size: .82em; margin-right: .4em; color: var(--soft); }
        .sign.best, .sign.Better { color: var(--accent); }
        .baselines { list-style: none; padding: 0; margin: 1rem 0 0; color: var(--soft); font-size: .88rem; }
        .baselines b { color: var(--text); font-weight: 600; }

        .label { display: none; }

        .plot { display: block; width: 100%; min-width: 150px; overflow: visible; }
        .plot text { font-size: 10px; fill: var(--soft); }
        .plot .grid { stroke: var(--line); } .plot .zero { stroke: var(--soft); }
        .key { vertical-align: -1px; }
        .lane0 { color: var(--accent); } .lane1 { color: var(--lane1); } .lane2 { color: var(--lane2); } .lane3 { color: var(--lane3); } .lane4 { color: var(--lane4); } .lane5 { color: var(--lane5); }
        .lane0 circle { fill: currentColor; }
        .plot .whisker { stroke: currentColor; stroke-width: 1.25; } .plot .lane0 .whisker { stroke-width: 2; }
        rect, path { fill: var(--panel); stroke: currentColor; stroke-width: 1.5; }

        figure { margin: 1.2rem 0 0; }
        figure img { display: block; max-width: 100%; height: auto; border-radius: 8px; border: 1px solid var(--line); }
        figcaption { color: var(--soft); font-size: .88rem; margin-top: .4rem; }

        .command { background: var(--raised); border: 1px solid var(--line); border-radius: 8px; padding: .8rem 1rem; margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; user-select: all; }
        .times { max-width: 46rem; font-size: .9rem; }
        .times th { text-align: left; font-weight: 500; padding: .15rem 1rem .15rem 0; white-space: nowrap; }
        .times .number { text-align: right; white-space: nowrap; padding-right: 1rem; width: 6rem; }
        .times .bar { width: 60%; } .times i { display: block; height: .7em; min-width: 2px; border-radius: 3px; background: var(--accent); }
        details { margin-top: 1.1rem; } summary { cursor: pointer; font-weight: 600; }
        .scenes { color: var(--soft); font-size: .9rem; }
        dl { margin: .4rem 0; } dd { margin: 0; }
        .signs { display: grid; grid-template-columns: repeat(auto-fill, minmax(300px, 1fr)); gap: .3rem 1.6rem; font-size: .9rem; }
        .signs div { display: flex; gap: .7rem; } .signs dt { min-width: 2.2em; text-align: center; font-weight: 600; } .signs dd { color: var(--soft); }
        .conventions div { padding: .5rem .7rem; margin: 0 -.7rem; border-radius: 8px; } .conventions div:target { background: var(--warm-back); }
        .conventions dt { font-weight: 600; } .conventions dd { color: var(--soft); max-width: 60rem; }

        @media screen and (max-width: 860px) {
          body { font-size: 14.5px; }
          .width { padding: 0 .8rem; }
          section { padding: 1rem .9rem; }
          h1 { font-size: 1.6rem; }
          .tiles { grid-template-columns: repeat(auto-fill, minmax(165px, 1fr)); gap: .6rem; }
          .figures, .figures tbody { display: block; }
          .figures thead { display: none; }
          .figures tr { display: grid; grid-template-columns: repeat(auto-fit, minmax(135px, 1fr)); gap: .3rem .6rem; padding: .55rem 0; border-top: 1px solid var(--line); }
          .figures tr.group { border: 0; padding: 1rem 0 .2rem; }
          .figures .group th { padding: 0; }
          .figures tr > th, .figures tr > .plotted { grid-column: 1 / -1; width: auto; min-width: 0; padding: 0 !important; border: 0 !important; }
          .figures tbody tr:not(.group):hover > * { background: none; }
          .figures tbody td { padding: .25rem .5rem; text-align: left; border: 0 !important; white-space: normal; border-radius: 6px; }
          .figures .label { display: block; color: var(--soft); font-size: .76rem; line-height: 1.3; }
          .figures .group .facts { display: block; margin: 0; }
          .times .bar { width: 35%; }
        }
        @media print {
          :root { --back: #fff; --panel: #fff; --raised: #f6f6f6; --line: #ccc; --text: #000; --soft: #444; }
          html { font-size: 12px; }
          body { font-size: 9pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
          nav { display: none; }
          section { border: 0; padding: 0 0 1rem; }
          .width { padding: 0; }
          .figures thead th { position: static; }
          .figures tbody td, .figures thead th { padding: .25rem .35rem; white-space: normal; } .interval, .figure { white-space: nowrap; }
          .plotted { min-width: 0; width: 24%; } .plot { min-width: 100px; }
          tr, .tile, figure, .alarm { break-inside: avoid; } h2, h3, .group { break-after: avoid; }
        }
        """;
}
