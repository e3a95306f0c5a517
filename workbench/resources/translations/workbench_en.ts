<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
  <context>
    <name>workbench</name>
    <message>
      <location filename="workbench/app/pages/inspect/writing/teach_card.py" />
      <source> and </source>
      <translation> and </translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/tables.py" />
      <source> and {n:,} more</source>
      <translation> and {n:,} more</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/setup_parts.py" />
      <location filename="workbench/app/widgets/budget.py" />
      <source> min</source>
      <translation> min</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/keys_panel.py" />
      <source> or </source>
      <translation> or </translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/result_card.py" />
      <source>! optimistic: estimated on suggested samples, which are easier than most</source>
      <translation>! optimistic: estimated on suggested samples, which are easier than most</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/hearing/result_card.py" />
      <source>! optimistic: the same texts said when to stop and which way is best, as there are few</source>
      <translation>! optimistic: the same texts said when to stop and which way is best, as there are few</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/writing/turns.py" />
      <source>(It has nothing to say.)</source>
      <translation>(It has nothing to say.)</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/writing/turns.py" />
      <source>(No answer.)</source>
      <translation>(No answer.)</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/heard/side.py" />
      <source>(no text yet)</source>
      <translation>(no text yet)</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/heard/rows.py" />
      <source>(not written down yet)</source>
      <translation>(not written down yet)</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/heard/rows.py" />
      <source>(nothing)</source>
      <translation>(nothing)</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/sentences.py" />
      <source>({before} before it learnt)</source>
      <translation>({before} before it learnt)</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/plots.py" />
      <source>0 to -4</source>
      <translation>0 to -4</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/plots.py" />
      <source>0 to 1</source>
      <translation>0 to 1</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/writing/controls.py" />
      <source>0: always the likeliest word, which repeats itself; 1: as the network believes; 2: the boldest</source>
      <translation>0: always the likeliest word, which repeats itself; 1: as the network believes; 2: the boldest</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/home.py" />
      <source>112 videos of camera movements
Eight kinds, two seconds each</source>
      <translation>112 videos of camera movements
Eight kinds, two seconds each</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/home.py" />
      <source>120 sounds of instruments
Five kinds, at most a second each</source>
      <translation>120 sounds of instruments
Five kinds, at most a second each</translation>
    </message>
    <message>
      <location filename="workbench/app/views/picture_view.py" />
      <source>1:1</source>
      <translation>1:1</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/budget.py" />
      <source>30 min</source>
      <translation>30 min</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/home.py" />
      <source>300 short notes
Six kinds of text, from recipes to repairs</source>
      <translation>300 short notes
Six kinds of text, from recipes to repairs</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/budget.py" />
      <source>5 min</source>
      <translation>5 min</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/home.py" />
      <source>600 pictures of clothes
Ten kinds, a model in ten minutes</source>
      <translation>600 pictures of clothes
Ten kinds, a model in ten minutes</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/tables.py" />
      <source>A CSV file with the columns file and label, or file and text</source>
      <translation>A CSV file with the columns file and label, or file and text</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/writing/teach_card.py" />
      <source>A CSV file with the columns prompt and answer</source>
      <translation>A CSV file with the columns prompt and answer</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/use/form.py" />
      <source>A CSV file; one that is there is replaced</source>
      <translation>A CSV file; one that is there is replaced</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/hearing/words.py" />
      <source>A beginning: with several hundred more it gets much better.</source>
      <translation>A beginning: with several hundred more it gets much better.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/labelling.py" />
      <source>A class name cannot hold "|": it stands between several classes.</source>
      <translation>A class name cannot hold "|": it stands between several classes.</translation>
    </message>
    <message>
      <location filename="workbench/app/views/video_screen.py" />
      <source>A click plays it, or pauses it; paused, moving over it looks through it.</source>
      <translation>A click plays it, or pauses it; paused, moving over it looks through it.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/starting_point.py" />
      <source>A folder with a network…</source>
      <translation>A folder with a network…</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/sentences.py" />
      <source>A fresh network that has seen only your labels: shows what pretraining is worth.</source>
      <translation>A fresh network that has seen only your labels: shows what pretraining is worth.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/__init__.py" />
      <source>A job is still running.</source>
      <translation>A job is still running.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/families.py" />
      <source>A sample is squeezed or damaged on purpose, and it learns to restore it.</source>
      <translation>A sample is squeezed or damaged on purpose, and it learns to restore it.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/families.py" />
      <source>A sample is turned, or its parts are shuffled, and it learns to say how.</source>
      <translation>A sample is turned, or its parts are shuffled, and it learns to say how.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/writing/write_panel.py" />
      <source>A small network has only your texts to go by: it writes in their manner, and what it says need not be true or make sense. More texts and a longer training make it better.</source>
      <translation>A small network has only your texts to go by: it writes in their manner, and what it says need not be true or make sense. More texts and a longer training make it better.</translation>
    </message>
    <message>
      <location filename="workbench/app/views/sound_plot.py" />
      <source>A sound of {length}</source>
      <translation>A sound of {length}</translation>
    </message>
    <message>
      <location filename="workbench/app/views/sample_sound.py" />
      <source>A sound plays by itself when you go to it</source>
      <translation>A sound plays by itself when you go to it</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/writing/teach_card.py" />
      <source>A table (CSV) of questions and answers, one pair a line, with the columns prompt and answer. Some hundreds of pairs of one kind make a difference; one in ten is kept aside to score.</source>
      <translation>A table (CSV) of questions and answers, one pair a line, with the columns prompt and answer. Some hundreds of pairs of one kind make a difference; one in ten is kept aside to score.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/home.py" />
      <source>A table (CSV, TSV, JSON lines), a text, a recording, a video: each row or clip counts</source>
      <translation>A table (CSV, TSV, JSON lines), a text, a recording, a video: each row or clip counts</translation>
    </message>
    <message>
      <location filename="workbench/app/views/video_strip.py" />
      <source>A video of {length}</source>
      <translation>A video of {length}</translation>
    </message>
    <message>
      <location filename="workbench/app/views/sample_video.py" />
      <source>A video plays by itself when you go to it</source>
      <translation>A video plays by itself when you go to it</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/starting_point.py" />
      <source>A weights file on this computer…</source>
      <translation>A weights file on this computer…</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/hearing/words.py" />
      <source>About one in seven is kept aside to score.</source>
      <translation>About one in seven is kept aside to score.</translation>
    </message>
    <message>
      <location filename="workbench/app/views/sound_plot.py" />
      <source>Above: how loud it is over time (waveform). Below: how loud each pitch is (spectrogram): bright is loud. A click goes to that place.</source>
      <translation>Above: how loud it is over time (waveform). Below: how loud each pitch is (spectrogram): bright is loud. A click goes to that place.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/page.py" />
      <source>Accept the guess {name}</source>
      <translation>Accept the guess {name}</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/acts.py" />
      <source>Add class {name}</source>
      <translation>Add class {name}</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/acts.py" />
      <source>Added class {name}</source>
      <translation>Added class {name}</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/advanced.py" />
      <source>Advanced</source>
      <translation>Advanced</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/advanced.py" />
      <source>Advanced settings</source>
      <translation>Advanced settings</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/sentences.py" />
      <source>After {time}: {facts}.</source>
      <translation>After {time}: {facts}.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/families.py" />
      <source>Agree</source>
      <translation>Agree</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/source_bar.py" />
      <source>All</source>
      <translation>All</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/source_bar.py" />
      <source>All classes</source>
      <translation>All classes</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/writing/teach_card.py" />
      <location filename="workbench/app/pages/label/tables.py" />
      <location filename="workbench/app/pages/pretrain/choosing/starting_point.py" />
      <location filename="workbench/app/pages/start/__init__.py" />
      <source>All files (*)</source>
      <translation>All files (*)</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/filters.py" />
      <source>All guesses</source>
      <translation>All guesses</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/keys_panel.py" />
      <source>All keys</source>
      <translation>All keys</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/source_bar.py" />
      <source>All samples</source>
      <translation>All samples</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/heard/panel.py" />
      <source>All sounds</source>
      <translation>All sounds</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/hearing/result_card.py" />
      <source>All ways that were tried, on the same texts</source>
      <translation>All ways that were tried, on the same texts</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/check_card.py" />
      <source>All {n:,} labelled: scores can be trusted now.</source>
      <translation>All {n:,} labelled: scores can be trusted now.</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/sidebar.py" />
      <source>Alt+{number}</source>
      <translation>Alt+{number}</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/starting_point.py" />
      <source>An earlier run goes on with what it learned; weights from elsewhere save time</source>
      <translation>An earlier run goes on with what it learned; weights from elsewhere save time</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/starting_point.py" />
      <source>An earlier run, or a larger network from elsewhere, as a file or folder here</source>
      <translation>An earlier run, or a larger network from elsewhere, as a file or folder here</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/summary.py" />
      <source>An exact copy of {file}</source>
      <translation>An exact copy of {file}</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/summary.py" />
      <source>Another folder</source>
      <translation>Another folder</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/job_chip.py" />
      <location filename="workbench/app/widgets/job_strip.py" />
      <source>Answer</source>
      <translation>Answer</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/plots.py" />
      <source>Answer spread</source>
      <translation>Answer spread</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/filters.py" />
      <source>Any label or none</source>
      <translation>Any label or none</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/budget.py" />
      <source>Any number of minutes</source>
      <translation>Any number of minutes</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/data/lists.py" />
      <source>As</source>
      <translation>As</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/contrast_panel.py" />
      <source>As stored</source>
      <translation>As stored</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/settings_panel.py" />
      <source>As the system</source>
      <translation>As the system</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/layout.py" />
      <location filename="workbench/app/pages/inspect/writing/ask_panel.py" />
      <source>Ask</source>
      <translation>Ask</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/writing/ask_panel.py" />
      <source>Ask something</source>
      <translation>Ask something</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/page.py" />
      <source>Ask the network</source>
      <translation>Ask the network</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/writing/ask_panel.py" />
      <source>Ask what it was taught, in your own words.</source>
      <translation>Ask what it was taught, in your own words.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/hearing/words.py" />
      <source>At least {n} are needed.</source>
      <translation>At least {n} are needed.</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/contrast_panel.py" />
      <source>Auto</source>
      <translation>Auto</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/settings_panel.py" />
      <location filename="workbench/app/pages/fine_tune/hearing/words.py" />
      <location filename="workbench/app/pages/fine_tune/sentences.py" />
      <source>Automatic</source>
      <translation>Automatic</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/contrast_panel.py" />
      <source>Automatic contrast</source>
      <translation>Automatic contrast</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/setup_parts.py" />
      <source>Automatic: at most about three minutes</source>
      <translation>Automatic: at most about three minutes</translation>
    </message>
    <message>
      <location filename="workbench/app/views/sample_view.py" />
      <source>Back</source>
      <translation>Back</translation>
    </message>
    <message>
      <location filename="workbench/app/views/sample_view.py" />
      <source>Back to all samples (Esc)</source>
      <translation>Back to all samples (Esc)</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/settings_form.py" />
      <source>Back to the default, {value}</source>
      <translation>Back to the default, {value}</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/page.py" />
      <location filename="workbench/app/pages/label/page.py" />
      <source>Back, on</source>
      <translation>Back, on</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/advanced.py" />
      <location filename="workbench/app/pages/pretrain/past/runs_table.py" />
      <source>Batch</source>
      <translation>Batch</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/side.py" />
      <source>Before the label was seen: {guess}</source>
      <translation>Before the label was seen: {guess}</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/collapse_panel.py" />
      <source>Begin this run again, as it says here</source>
      <translation>Begin this run again, as it says here</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/writing/write_panel.py" />
      <source>Beginning</source>
      <translation>Beginning</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/result_card.py" />
      <source>Beside it: the same labels without pretraining</source>
      <translation>Beside it: the same labels without pretraining</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/contrast_panel.py" />
      <source>Blue</source>
      <translation>Blue</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/side.py" />
      <source>Blue with a full bar speaks for it, amber with a dotted bar against it.</source>
      <translation>Blue with a full bar speaks for it, amber with a dotted bar against it.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/writing/write_panel.py" />
      <source>Boldness</source>
      <translation>Boldness</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/writing/controls.py" />
      <source>Boldness (temperature)</source>
      <translation>Boldness (temperature)</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/filters.py" />
      <location filename="workbench/app/pages/inspect/heard/panel.py" />
      <source>By file name</source>
      <translation>By file name</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/hearing/words.py" />
      <source>CER</source>
      <translation>CER</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/device_badge.py" />
      <source>CPU, {cores} cores</source>
      <translation>CPU, {cores} cores</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/sentences.py" />
      <source>Cannot tell yet</source>
      <translation>Cannot tell yet</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/caution.py" />
      <source>Careful: {sentence}</source>
      <translation>Careful: {sentence}</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/line_ask.py" />
      <source>Change nothing (Esc)</source>
      <translation>Change nothing (Esc)</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/settings_panel.py" />
      <source>Change where new projects go</source>
      <translation>Change where new projects go</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/summary.py" />
      <source>Change where the project is put</source>
      <translation>Change where the project is put</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/past_runs.py" />
      <source>Changed the tags of {runs}</source>
      <translation>Changed the tags of {runs}</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/settings_panel.py" />
      <location filename="workbench/app/pages/start/summary.py" />
      <source>Change…</source>
      <translation>Change…</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/contrast_panel.py" />
      <source>Channel {n}</source>
      <translation>Channel {n}</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/setup_panel.py" />
      <source>Check</source>
      <translation>Check</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/check_card.py" />
      <location filename="workbench/app/pages/label/source_bar.py" />
      <source>Check set</source>
      <translation>Check set</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/runs_panel.py" />
      <source>Check two or more to compare them</source>
      <translation>Check two or more to compare them</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/use/form.py" />
      <source>Choose</source>
      <translation>Choose</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/starting_point.py" />
      <source>Choose a file with weights</source>
      <translation>Choose a file with weights</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/use/form.py" />
      <source>Choose a folder</source>
      <translation>Choose a folder</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/use/form.py" />
      <source>Choose a folder first</source>
      <translation>Choose a folder first</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/home.py" />
      <source>Choose a folder of pictures, sounds, texts or videos, or the folder of a project (Ctrl+O)</source>
      <translation>Choose a folder of pictures, sounds, texts or videos, or the folder of a project (Ctrl+O)</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/starting_point.py" />
      <source>Choose a folder with a network</source>
      <translation>Choose a folder with a network</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/side.py" />
      <location filename="workbench/app/pages/label/side.py" />
      <source>Choose a sample</source>
      <translation>Choose a sample</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/heard/side.py" />
      <source>Choose a sound</source>
      <translation>Choose a sound</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/writing/teach_card.py" />
      <source>Choose a table</source>
      <translation>Choose a table</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/tables.py" />
      <source>Choose a table of labels</source>
      <translation>Choose a table of labels</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/writing/teach_card.py" />
      <source>Choose a table of questions and answers</source>
      <translation>Choose a table of questions and answers</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/page.py" />
      <source>Choose all</source>
      <translation>Choose all</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/summary.py" />
      <location filename="workbench/app/pages/use/result.py" />
      <source>Choose another folder</source>
      <translation>Choose another folder</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/settings_panel.py" />
      <source>Choose another folder for new projects; those there are stay where they are</source>
      <translation>Choose another folder for new projects; those there are stay where they are</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/summary.py" />
      <source>Choose another folder; the project becomes a folder in it</source>
      <translation>Choose another folder; the project becomes a folder in it</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/acts.py" />
      <source>Choose another.</source>
      <translation>Choose another.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/page.py" />
      <source>Choose several, such as neighbouring clips of a file</source>
      <translation>Choose several, such as neighbouring clips of a file</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/use/form.py" />
      <source>Choose the folder to predict</source>
      <translation>Choose the folder to predict</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/advanced.py" />
      <source>Choose the network and its settings by hand</source>
      <translation>Choose the network and its settings by hand</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/layout.py" />
      <source>Choose the next ones to label</source>
      <translation>Choose the next ones to label</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/use/form.py" />
      <source>Choose where the table goes</source>
      <translation>Choose where the table goes</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/trial_words.py" />
      <source>Chosen</source>
      <translation>Chosen</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/task_cards.py" />
      <source>Chosen: {task}</source>
      <translation>Chosen: {task}</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/setup_panel.py" />
      <source>Class</source>
      <translation>Class</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/kind_switch.py" />
      <source>Classes</source>
      <translation>Classes</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/sentences.py" />
      <source>Classic features</source>
      <translation>Classic features</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/tables.py" />
      <source>Close</source>
      <translation>Close</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/keys_panel.py" />
      <source>Close a panel</source>
      <translation>Close a panel</translation>
    </message>
    <message>
      <location filename="workbench/app/errors.py" />
      <source>Close this message</source>
      <translation>Close this message</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/tables.py" />
      <source>Close this report</source>
      <translation>Close this report</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/sentences.py" />
      <source>Collapsed</source>
      <translation>Collapsed</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/settings_panel.py" />
      <source>Colours</source>
      <translation>Colours</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/sentences.py" />
      <source>Combined</source>
      <translation>Combined</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/families.py" />
      <source>Compare</source>
      <translation>Compare</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/compare_panel.py" />
      <source>Compare against</source>
      <translation>Compare against</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/compare_panel.py" />
      <source>Compare runs</source>
      <translation>Compare runs</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/layout.py" />
      <source>Confusion matrix</source>
      <translation>Confusion matrix</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/matrix.py" />
      <source>Confusion matrix: which class was taken for which</source>
      <translation>Confusion matrix: which class was taken for which</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/data/page.py" />
      <source>Connect the disk, or say with “Folder moved…” where it is now. Your labels are kept.</source>
      <translation>Connect the disk, or say with “Folder moved…” where it is now. Your labels are kept.</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/contrast_panel.py" />
      <source>Contrast as stored</source>
      <translation>Contrast as stored</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/run_panel.py" />
      <source>Cool down and end well, soon</source>
      <translation>Cool down and end well, soon</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/job_chip.py" />
      <source>Cool down and end well: at most a tenth more of the time spent</source>
      <translation>Cool down and end well: at most a tenth more of the time spent</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/data/lists.py" />
      <source>Copies</source>
      <translation>Copies</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/data/lists.py" />
      <source>Copy</source>
      <translation>Copy</translation>
    </message>
    <message>
      <location filename="workbench/app/errors.py" />
      <location filename="workbench/app/widgets/states.py" />
      <source>Copy details</source>
      <translation>Copy details</translation>
    </message>
    <message>
      <location filename="workbench/app/errors.py" />
      <location filename="workbench/app/widgets/states.py" />
      <source>Copy everything for a report</source>
      <translation>Copy everything for a report</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/heard/side.py" />
      <source>Correct it: it becomes the label</source>
      <translation>Correct it: it becomes the label</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/heard/panel.py" />
      <source>Correct one text</source>
      <translation>Correct one text</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/page.py" />
      <source>Correct to {name}</source>
      <translation>Correct to {name}</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/page.py" />
      <source>Counted by cross-validation: each label was guessed by a model that had not seen it. Labels that were suggested, not drawn at random, make this look better than it is.</source>
      <translation>Counted by cross-validation: each label was guessed by a model that had not seen it. Labels that were suggested, not drawn at random, make this look better than it is.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/page.py" />
      <source>Counted on the check set: drawn at random, never trained on.</source>
      <translation>Counted on the check set: drawn at random, never trained on.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/page.py" />
      <source>Ctrl+Enter</source>
      <translation>Ctrl+Enter</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/text_field.py" />
      <source>Ctrl+Space</source>
      <translation>Ctrl+Space</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/settings_panel.py" />
      <source>Dark</source>
      <translation>Dark</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/__init__.py" />
      <source>Data</source>
      <translation>Data</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/hearing/words.py" />
      <source>Decoder (attention)</source>
      <translation>Decoder (attention)</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/page.py" />
      <source>Del</source>
      <translation>Del</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/page.py" />
      <location filename="workbench/app/pages/pretrain/past/runs_panel.py" />
      <source>Delete</source>
      <translation>Delete</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/page.py" />
      <source>Delete the chosen runs</source>
      <translation>Delete the chosen runs</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/runs_panel.py" />
      <source>Delete the chosen runs (Del); Undo brings them back</source>
      <translation>Delete the chosen runs (Del); Undo brings them back</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/deleted_line.py" />
      <source>Delete their files; this cannot be undone</source>
      <translation>Delete their files; this cannot be undone</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/run_panel.py" />
      <source>Delete what this run learned</source>
      <translation>Delete what this run learned</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/past_runs.py" />
      <source>Delete {runs}</source>
      <translation>Delete {runs}</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/past_runs.py" />
      <source>Deleted {runs}</source>
      <translation>Deleted {runs}</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/device_badge.py" />
      <location filename="workbench/app/pages/pretrain/choosing/advanced.py" />
      <source>Device</source>
      <translation>Device</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/trial_words.py" />
      <source>Directions: how differently it describes your samples; near 0 % everything looks the same to it. Neighbours: how often a sample keeps its nearest samples when it is varied. Both tell what failed, but cannot compare different tasks. Labels can, where there are any: a simple classifier on what the network learnt is asked about labels that were held out, each class counting alike; in brackets is where the true share lies, in 19 of 20 cases.</source>
      <translation>Directions: how differently it describes your samples; near 0 % everything looks the same to it. Neighbours: how often a sample keeps its nearest samples when it is varied. Both tell what failed, but cannot compare different tasks. Labels can, where there are any: a simple classifier on what the network learnt is asked about labels that were held out, each class counting alike; in brackets is where the true share lies, in 19 of 20 cases.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/filters.py" />
      <source>Disagrees with its label</source>
      <translation>Disagrees with its label</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/run_panel.py" />
      <source>Discard</source>
      <translation>Discard</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/run_panel.py" />
      <source>Discard this run?</source>
      <translation>Discard this run?</translation>
    </message>
    <message>
      <location filename="workbench/app/errors.py" />
      <source>Dismiss</source>
      <translation>Dismiss</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/plots.py" />
      <source>Distance of variations</source>
      <translation>Distance of variations</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/sentences.py" />
      <source>Done</source>
      <translation>Done</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/acts.py" />
      <source>Draw a check set</source>
      <translation>Draw a check set</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/check_card.py" />
      <source>Draw {n} at random</source>
      <translation>Draw {n} at random</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/plot_saving.py" />
      <source>Drawing (SVG)</source>
      <translation>Drawing (SVG)</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/acts.py" />
      <source>Drew a check set</source>
      <translation>Drew a check set</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/home.py" />
      <source>Drop a folder of pictures, sounds, texts or videos here</source>
      <translation>Drop a folder of pictures, sounds, texts or videos here</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/use/form.py" />
      <source>Drop a folder with new files here, or one table, text, sound or video</source>
      <translation>Drop a folder with new files here, or one table, text, sound or video</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/kind_switch.py" />
      <source>Each sample has a text: what is said in it, or what that means</source>
      <translation>Each sample has a text: what is said in it, or what that means</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/kind_switch.py" />
      <source>Each sample is one of a few kinds, such as flute or violin</source>
      <translation>Each sample is one of a few kinds, such as flute or violin</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/sentences.py" />
      <source>Edges and colours, words, or a mean spectrum, with no network: what a simple method gives.</source>
      <translation>Edges and colours, words, or a mean spectrum, with no network: what a simple method gives.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/plots.py" />
      <source>Effective rank (RankMe)</source>
      <translation>Effective rank (RankMe)</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/runs_table.py" />
      <source>Effective rank (RankMe): in how many ways it tells samples apart</source>
      <translation>Effective rank (RankMe): in how many ways it tells samples apart</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/budget.py" />
      <source>Eight hours: for the best result on this computer</source>
      <translation>Eight hours: for the best result on this computer</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/advanced.py" />
      <location filename="workbench/app/pages/pretrain/past/runs_table.py" />
      <source>Encoder</source>
      <translation>Encoder</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/writing/ask_panel.py" />
      <location filename="workbench/app/pages/inspect/writing/write_panel.py" />
      <source>End at this word (Esc)</source>
      <translation>End at this word (Esc)</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/job_strip.py" />
      <source>End now</source>
      <translation>End now</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/run_panel.py" />
      <source>End now and delete what this run learned</source>
      <translation>End now and delete what this run learned</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/job_chip.py" />
      <source>End now and keep what is usable</source>
      <translation>End now and keep what is usable</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/working_card.py" />
      <source>End now; earlier models stay as they are</source>
      <translation>End now; earlier models stay as they are</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/run_panel.py" />
      <source>End now; what was learned so far is kept and usable</source>
      <translation>End now; what was learned so far is kept and usable</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/progress_card.py" />
      <source>End now; what was read so far is kept where that is possible</source>
      <translation>End now; what was read so far is kept where that is possible</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/collapse_panel.py" />
      <source>End the run; do not expect much of what is kept</source>
      <translation>End the run; do not expect much of what is kept</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/collapse_panel.py" />
      <source>End the run; what it had learnt before it went wrong is kept and can be used</source>
      <translation>End the run; what it had learnt before it went wrong is kept and can be used</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/page.py" />
      <location filename="workbench/app/widgets/text_field.py" />
      <source>Enter</source>
      <translation>Enter</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/text_field.py" />
      <source>Enter keeps it and goes on. Ctrl+Space plays.</source>
      <translation>Enter keeps it and goes on. Ctrl+Space plays.</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/keys_panel.py" />
      <location filename="workbench/app/pages/inspect/page.py" />
      <location filename="workbench/app/widgets/text_field.py" />
      <source>Esc</source>
      <translation>Esc</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/plots.py" />
      <source>Evenness</source>
      <translation>Evenness</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/run_panel.py" />
      <source>Every few seconds the network is looked at with the same few hundred samples. Learning: it gets better. Slow: it hardly does. Collapsed: it says the same of everything. Done: it has learnt what the time allowed.</source>
      <translation>Every few seconds the network is looked at with the same few hundred samples. Learning: it gets better. Slow: it hardly does. Collapsed: it says the same of everything. Done: it has learnt what the time allowed.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/use/page.py" />
      <source>Every file gets a label and how sure the model is, in a table (CSV).</source>
      <translation>Every file gets a label and how sure the model is, in a table (CSV).</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/use/page.py" />
      <source>Every file gets a text and how sure the model is of it, in a table (CSV).</source>
      <translation>Every file gets a text and how sure the model is of it, in a table (CSV).</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/sentences.py" />
      <source>Every sample has a label.</source>
      <translation>Every sample has a label.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/layout.py" />
      <source>Every sample with the model's guess</source>
      <translation>Every sample with the model's guess</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/keys_panel.py" />
      <source>Everywhere</source>
      <translation>Everywhere</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/hearing/words.py" />
      <source>Exact</source>
      <translation>Exact</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/data/lists.py" />
      <source>Exact copies</source>
      <translation>Exact copies</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/plots.py" />
      <source>Feature spread</source>
      <translation>Feature spread</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/settings_panel.py" />
      <source>Fewer threads leave more of the computer to other programs, and learning is slower.</source>
      <translation>Fewer threads leave more of the computer to other programs, and learning is slower.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/data/lists.py" />
      <location filename="workbench/app/pages/fine_tune/hearing/setup_panel.py" />
      <location filename="workbench/app/pages/inspect/heard/rows.py" />
      <location filename="workbench/app/pages/start/summary.py" />
      <location filename="workbench/app/pages/use/result.py" />
      <source>File</source>
      <translation>File</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/families.py" />
      <source>Fill in</source>
      <translation>Fill in</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/runs_panel.py" />
      <source>Fill in above what the chosen run was made with, to start another like it</source>
      <translation>Fill in above what the chosen run was made with, to start another like it</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/file_table.py" />
      <source>Filter by a part of the name or the reason</source>
      <translation>Filter by a part of the name or the reason</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/file_table.py" />
      <source>Filter: {title}</source>
      <translation>Filter: {title}</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/families.py" />
      <source>Find what belongs together among many others (contrastive learning)</source>
      <translation>Find what belongs together among many others (contrastive learning)</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/__init__.py" />
      <location filename="workbench/app/pages/fine_tune/setup_panel.py" />
      <source>Fine-tune</source>
      <translation>Fine-tune</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/job_chip.py" />
      <location filename="workbench/app/pages/pretrain/running/run_panel.py" />
      <source>Finish now</source>
      <translation>Finish now</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/run_panel.py" />
      <source>Finishing: it cools down, which takes at most a tenth of the time so far.</source>
      <translation>Finishing: it cools down, which takes at most a tenth of the time so far.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/__init__.py" />
      <source>First add a folder with something to learn from, in step 1.</source>
      <translation>First add a folder with something to learn from, in step 1.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/starting_point.py" />
      <source>First choose another network: this one cannot be used.</source>
      <translation>First choose another network: this one cannot be used.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/starting_point.py" />
      <source>First choose another task or another network: these two do not go together.</source>
      <translation>First choose another task or another network: these two do not go together.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/__init__.py" />
      <source>First label a few samples of at least two classes, in step 3.</source>
      <translation>First label a few samples of at least two classes, in step 3.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/__init__.py" />
      <source>First label a few samples, in step 3.</source>
      <translation>First label a few samples, in step 3.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/page.py" />
      <source>First label samples of at least two classes</source>
      <translation>First label samples of at least two classes</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/__init__.py" />
      <source>First make a model from your labels, in step 4.</source>
      <translation>First make a model from your labels, in step 4.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/starting_point.py" />
      <source>First name the network that it should imitate.</source>
      <translation>First name the network that it should imitate.</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/sidebar.py" />
      <source>First open a folder or a project.</source>
      <translation>First open a folder or a project.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/page.py" />
      <source>First write down some of them</source>
      <translation>First write down some of them</translation>
    </message>
    <message>
      <location filename="workbench/app/views/picture_view.py" />
      <source>Fit</source>
      <translation>Fit</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/budget.py" />
      <source>Five minutes: enough for a first look</source>
      <translation>Five minutes: enough for a first look</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/panels.py" />
      <source>Fold this panel away (Esc)</source>
      <translation>Fold this panel away (Esc)</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/data/page.py" />
      <source>Folder moved…</source>
      <translation>Folder moved…</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/summary.py" />
      <source>Folder that the project is put into</source>
      <translation>Folder that the project is put into</translation>
    </message>
    <message>
      <location filename="workbench/app/views/video_strip.py" />
      <source>Frames of the video</source>
      <translation>Frames of the video</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/page.py" />
      <source>From run</source>
      <translation>From run</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/sentences.py" />
      <source>From scratch</source>
      <translation>From scratch</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/run_panel.py" />
      <source>Getting ready</source>
      <translation>Getting ready</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/hosts.py" />
      <location filename="workbench/app/pages/start/__init__.py" />
      <source>Getting the learning engine ready</source>
      <translation>Getting the learning engine ready</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/runs_panel.py" />
      <source>Give the chosen run a name of yours (F2)</source>
      <translation>Give the chosen run a name of yours (F2)</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/runs_panel.py" />
      <source>Give the chosen runs tags, to find them again</source>
      <translation>Give the chosen runs tags, to find them again</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/summary.py" />
      <source>Give the project a name.</source>
      <translation>Give the project a name.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/collapse_panel.py" />
      <source>Go back to step {step} and go on as it says here</source>
      <translation>Go back to step {step} and go on as it says here</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/contrast_panel.py" />
      <source>Go back to the contrast that the picture was opened with</source>
      <translation>Go back to the contrast that the picture was opened with</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/summary.py" />
      <source>Go back; nothing was written</source>
      <translation>Go back; nothing was written</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/families.py" />
      <source>Go on</source>
      <translation>Go on</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/collapse_panel.py" />
      <source>Go on anyway</source>
      <translation>Go on anyway</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/writing/write_panel.py" />
      <source>Go on from here</source>
      <translation>Go on from here</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/writing/write_panel.py" />
      <source>Go on from the beginning (Ctrl+Enter)</source>
      <translation>Go on from the beginning (Ctrl+Enter)</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/data/page.py" />
      <source>Go on to Pretrain</source>
      <translation>Go on to Pretrain</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/page.py" />
      <source>Go on to step 4 with these labels</source>
      <translation>Go on to step 4 with these labels</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/runs_panel.py" />
      <source>Go on with the chosen run where it was stopped or cut off</source>
      <translation>Go on with the chosen run where it was stopped or cut off</translation>
    </message>
    <message>
      <location filename="workbench/app/actions.py" />
      <location filename="workbench/app/pages/pretrain/page.py" />
      <source>Go to Data</source>
      <translation>Go to Data</translation>
    </message>
    <message>
      <location filename="workbench/app/actions.py" />
      <source>Go to Fine-tune</source>
      <translation>Go to Fine-tune</translation>
    </message>
    <message>
      <location filename="workbench/app/actions.py" />
      <location filename="workbench/app/pages/fine_tune/page.py" />
      <source>Go to Inspect</source>
      <translation>Go to Inspect</translation>
    </message>
    <message>
      <location filename="workbench/app/actions.py" />
      <location filename="workbench/app/pages/fine_tune/page.py" />
      <source>Go to Label</source>
      <translation>Go to Label</translation>
    </message>
    <message>
      <location filename="workbench/app/actions.py" />
      <source>Go to Pretrain</source>
      <translation>Go to Pretrain</translation>
    </message>
    <message>
      <location filename="workbench/app/actions.py" />
      <source>Go to Use</source>
      <translation>Go to Use</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/result_panel.py" />
      <source>Go to step 3 and say what a few samples are</source>
      <translation>Go to step 3 and say what a few samples are</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/run_panel.py" />
      <source>Go to step 3; learning goes on</source>
      <translation>Go to step 3; learning goes on</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/page.py" />
      <source>Go to step 4</source>
      <translation>Go to step 4</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/layout.py" />
      <source>Go to step 4 with the labels as they are now</source>
      <translation>Go to step 4 with the labels as they are now</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/result_card.py" />
      <source>Go to step 5: every prediction, and where it is wrong</source>
      <translation>Go to step 5: every prediction, and where it is wrong</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/hearing/result_card.py" />
      <source>Go to step 5: every text beside the wanted one, to hear and to correct</source>
      <translation>Go to step 5: every text beside the wanted one, to hear and to correct</translation>
    </message>
    <message>
      <location filename="workbench/app/actions.py" />
      <source>Go to the projects</source>
      <translation>Go to the projects</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/sidebar.py" />
      <source>Go to the projects (Alt+0)</source>
      <translation>Go to the projects (Alt+0)</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/job_chip.py" />
      <location filename="workbench/app/widgets/job_strip.py" />
      <source>Go to where it asks what to do</source>
      <translation>Go to where it asks what to do</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/hosts.py" />
      <source>Go to {title}</source>
      <translation>Go to {title}</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/sidebar.py" />
      <source>Go to {title} ({keys})</source>
      <translation>Go to {title} ({keys})</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/sentences.py" />
      <source>Goes on training the whole network on your labels. Better with more labels, and slower.</source>
      <translation>Goes on training the whole network on your labels. Better with more labels, and slower.</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/contrast_panel.py" />
      <source>Green</source>
      <translation>Green</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/contrast_panel.py" />
      <source>Grey</source>
      <translation>Grey</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/filters.py" />
      <source>Guess</source>
      <translation>Guess</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/families.py" />
      <source>Guess what was covered up (masked modelling)</source>
      <translation>Guess what was covered up (masked modelling)</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/guide.py" />
      <location filename="workbench/app/main_window.py" />
      <source>Guide</source>
      <translation>Guide</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/sidebar.py" />
      <source>Guide (F1)</source>
      <translation>Guide (F1)</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/budget.py" />
      <source>Half an hour: a good start for a few thousand samples</source>
      <translation>Half an hour: a good start for a few thousand samples</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/side.py" />
      <source>Hear both</source>
      <translation>Hear both</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/hearing/words.py" />
      <source>Hears the whole sound, then writes (decoder): for texts in another language. Needs more pairs.</source>
      <translation>Hears the whole sound, then writes (decoder): for texts in another language. Needs more pairs.</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/job_chip.py" />
      <location filename="workbench/app/pages/pretrain/running/run_panel.py" />
      <source>Hold the training; it goes on where it was</source>
      <translation>Hold the training; it goes on where it was</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/hearing/setup_panel.py" />
      <location filename="workbench/app/pages/fine_tune/setup_panel.py" />
      <source>How</source>
      <translation>How</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/plots.py" />
      <source>How evenly all samples are spread out (uniformity): 0 is all in one place, -4 is perfectly even. Lower is better.</source>
      <translation>How evenly all samples are spread out (uniformity): 0 is all in one place, -4 is perfectly even. Lower is better.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/plots.py" />
      <source>How far a sample moves when it is varied a little (alignment): from 0 to 4. Lower is better while the samples stay spread.</source>
      <translation>How far a sample moves when it is varied a little (alignment): from 0 to 4. Lower is better while the samples stay spread.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/plots.py" />
      <source>How far apart its answers in the exercise lie: 1 is evenly spread, 0 is the same answer for every sample. It falls in a collapse while the features behind the answers may still be spread.</source>
      <translation>How far apart its answers in the exercise lie: 1 is evenly spread, 0 is the same answer for every sample. It falls in a collapse while the features behind the answers may still be spread.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/plots.py" />
      <source>How far apart the samples lie in the features, which are what is kept and used later: 1 is evenly spread, 0 is all the same, which is a collapse. It should stay well above 0.</source>
      <translation>How far apart the samples lie in the features, which are what is kept and used later: 1 is evenly spread, 0 is all the same, which is a collapse. It should stay well above 0.</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/states.py" />
      <source>How far it is</source>
      <translation>How far it is</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/hosts.py" />
      <source>How far the learning engine is loaded</source>
      <translation>How far the learning engine is loaded</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/advanced.py" />
      <source>How large its steps are. 0: automatic.</source>
      <translation>How large its steps are. 0: automatic.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/plots.py" />
      <source>How large its steps are: it rises at the start and falls to nothing at the end, as planned.</source>
      <translation>How large its steps are: it rises at the start and falls to nothing at the end, as planned.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/reading_boxes.py" />
      <source>How long a clip is; the last one of a file may be shorter</source>
      <translation>How long a clip is; the last one of a file may be shorter</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/compare_panel.py" />
      <source>How long it has learnt</source>
      <translation>How long it has learnt</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/setup_panel.py" />
      <source>How long?</source>
      <translation>How long?</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/compare_panel.py" />
      <source>How many batches it has learnt from</source>
      <translation>How many batches it has learnt from</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/budget.py" />
      <source>How many minutes it may take</source>
      <translation>How many minutes it may take</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/settings_panel.py" />
      <source>How many of the processor's threads learning may use at once</source>
      <translation>How many of the processor's threads learning may use at once</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/plots.py" />
      <source>How many samples it learns from in a second. Higher only means that it is done earlier.</source>
      <translation>How many samples it learns from in a second. Higher only means that it is done earlier.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/plots.py" />
      <source>How much memory it uses. It should be level; when it runs out, the batch is made smaller.</source>
      <translation>How much memory it uses. It should be level; when it runs out, the batch is made smaller.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/hearing/result_card.py" />
      <source>How near it came, and where each figure probably lies</source>
      <translation>How near it came, and where each figure probably lies</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/contrast_panel.py" />
      <source>How often each value of {channel} occurs</source>
      <translation>How often each value of {channel} occurs</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/plots.py" />
      <source>How wrong its answers are in this exercise. It should fall; losses of different tasks cannot be compared, and a low loss alone does not mean that it has learnt something useful.</source>
      <translation>How wrong its answers are in this exercise. It should fall; losses of different tasks cannot be compared, and a low loss alone does not mean that it has learnt something useful.</translation>
    </message>
    <message>
      <location filename="workbench/app/surprises.py" />
      <source>If it happens again, copy the details and report it.</source>
      <translation>If it happens again, copy the details and report it.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/families.py" />
      <location filename="workbench/app/pages/pretrain/choosing/starting_point.py" />
      <source>Imitate</source>
      <translation>Imitate</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/summary.py" />
      <source>Import</source>
      <translation>Import</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/page.py" />
      <source>In a plot: read its values; among samples: go to the next</source>
      <translation>In a plot: read its values; among samples: go to the next</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/text_field.py" />
      <source>In a text: back, on</source>
      <translation>In a text: back, on</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/text_field.py" />
      <source>In a text: drop what was typed, and leave it</source>
      <translation>In a text: drop what was typed, and leave it</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/text_field.py" />
      <source>In a text: keep it and go on</source>
      <translation>In a text: keep it and go on</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/text_field.py" />
      <source>In a text: play the sound, or pause it</source>
      <translation>In a text: play the sound, or pause it</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/data/page.py" />
      <source>In a video: one frame back, on</source>
      <translation>In a video: one frame back, on</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/strip_layout.py" />
      <source>In bold a sample, below it those that it finds most like it.</source>
      <translation>In bold a sample, below it those that it finds most like it.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/plots.py" />
      <source>In how many different ways it tells the samples apart. Higher is usually better; falling towards 1 is a collapse.</source>
      <translation>In how many different ways it tells the samples apart. Higher is usually better; falling towards 1 is a collapse.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/heard/side.py" />
      <location filename="workbench/app/pages/inspect/side.py" />
      <source>In the check set: never trained on.</source>
      <translation>In the check set: never trained on.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/page.py" />
      <source>In the table of runs: choose this one too, or no longer</source>
      <translation>In the table of runs: choose this one too, or no longer</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/page.py" />
      <location filename="workbench/app/pages/label/page.py" />
      <source>In the video or the file over time: back, on</source>
      <translation>In the video or the file over time: back, on</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/__init__.py" />
      <source>Inspect</source>
      <translation>Inspect</translation>
    </message>
    <message>
      <location filename="workbench/app/warm_up.py" />
      <source>Install the program again; your projects are not touched by this.</source>
      <translation>Install the program again; your projects are not touched by this.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/run_panel.py" />
      <source>Is it learning?</source>
      <translation>Is it learning?</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/__init__.py" />
      <source>It becomes an ordinary folder of files.</source>
      <translation>It becomes an ordinary folder of files.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/compare_panel.py" />
      <source>It ended highest in {run} ({value}).</source>
      <translation>It ended highest in {run} ({value}).</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/compare_panel.py" />
      <source>It ended lowest in {run} ({value}), which is better.</source>
      <translation>It ended lowest in {run} ({value}), which is better.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/families.py" />
      <source>It finds out which views come from the same sample, and tells them from all others.</source>
      <translation>It finds out which views come from the same sample, and tells them from all others.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/starting_point.py" />
      <source>It goes on with {encoder} at {size}.</source>
      <translation>It goes on with {encoder} at {size}.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/heard/side.py" />
      <source>It had not seen this text: it was kept aside to score.</source>
      <translation>It had not seen this text: it was kept aside to score.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/heard/side.py" />
      <source>It has no text yet.</source>
      <translation>It has no text yet.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/collapse_panel.py" />
      <source>It is paused and waits for you.</source>
      <translation>It is paused and waits for you.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/page.py" />
      <source>It is this class: label it, go on</source>
      <translation>It is this class: label it, go on</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/families.py" />
      <source>It learns to describe samples as another network does, which you name.</source>
      <translation>It learns to describe samples as another network does, which you name.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/starting_point.py" />
      <source>It learns to describe samples as {encoder} does.</source>
      <translation>It learns to describe samples as {encoder} does.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/families.py" />
      <source>It learns to say the same of two views of a sample. Suits small sets and batches.</source>
      <translation>It learns to say the same of two views of a sample. Suits small sets and batches.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/heard/side.py" />
      <source>It learnt from this text.</source>
      <translation>It learnt from this text.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/__init__.py" />
      <source>It may have been moved, or its disk is not connected.</source>
      <translation>It may have been moved, or its disk is not connected.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/families.py" />
      <source>It sees the beginning, and learns to say what comes next.</source>
      <translation>It sees the beginning, and learns to say what comes next.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/run_panel.py" />
      <source>It waits for your answer.</source>
      <translation>It waits for your answer.</translation>
    </message>
    <message>
      <location filename="workbench/app/notices.py" />
      <source>It waits for your answer. {text}</source>
      <translation>It waits for your answer. {text}</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/writing/ask_panel.py" />
      <location filename="workbench/app/pages/inspect/writing/write_panel.py" />
      <source>It waits until another job is done.</source>
      <translation>It waits until another job is done.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/data/page.py" />
      <source>It was moved or renamed, or its disk is not connected.</source>
      <translation>It was moved or renamed, or its disk is not connected.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/__init__.py" />
      <source>It works on the project that is open.</source>
      <translation>It works on the project that is open.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/hearing/result_card.py" />
      <location filename="workbench/app/pages/inspect/heard/rows.py" />
      <location filename="workbench/app/pages/inspect/heard/side.py" />
      <source>It wrote</source>
      <translation>It wrote</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/heard/side.py" />
      <source>It wrote, {sure} % sure</source>
      <translation>It wrote, {sure} % sure</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/run_panel.py" />
      <source>Just begun: the first look comes in a few seconds.</source>
      <translation>Just begun: the first look comes in a few seconds.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/run_panel.py" />
      <source>Keep learning</source>
      <translation>Keep learning</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/line_ask.py" />
      <source>Keep this text (Enter)</source>
      <translation>Keep this text (Enter)</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/sentences.py" />
      <source>Keeps the network as it is and draws lines between classes. Good with few labels, and quick.</source>
      <translation>Keeps the network as it is and draws lines between classes. Good with few labels, and quick.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/acts.py" />
      <source>Kept the text</source>
      <translation>Kept the text</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/task_cards.py" />
      <source>Kinds of practice</source>
      <translation>Kinds of practice</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/__init__.py" />
      <location filename="workbench/app/pages/inspect/filters.py" />
      <location filename="workbench/app/pages/use/result.py" />
      <source>Label</source>
      <translation>Label</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/page.py" />
      <source>Label a few samples of at least two classes: a model is made of them here.</source>
      <translation>Label a few samples of at least two classes: a model is made of them here.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/tables.py" />
      <source>Label from a table</source>
      <translation>Label from a table</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/side.py" />
      <source>Label it {name} and go on</source>
      <translation>Label it {name} and go on</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/run_panel.py" />
      <source>Label meanwhile</source>
      <translation>Label meanwhile</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/result_panel.py" />
      <source>Label next</source>
      <translation>Label next</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/labelling.py" />
      <source>Label one as {name}</source>
      <translation>Label one as {name}</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/result_card.py" />
      <location filename="workbench/app/pages/label/check_card.py" />
      <source>Label the check set</source>
      <translation>Label the check set</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/page.py" />
      <source>Label the chosen samples and go on</source>
      <translation>Label the chosen samples and go on</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/class_bar.py" />
      <source>Label the chosen samples as {name} ({key})</source>
      <translation>Label the chosen samples as {name} ({key})</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/labelling.py" />
      <source>Label {n:,} as {name}</source>
      <translation>Label {n:,} as {name}</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/side.py" />
      <source>Label: {label}</source>
      <translation>Label: {label}</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/source_bar.py" />
      <source>Labelled</source>
      <translation>Labelled</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/acts.py" />
      <source>Labelled {n:,} as {name}</source>
      <translation>Labelled {n:,} as {name}</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/page.py" />
      <source>Labels</source>
      <translation>Labels</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/setup_panel.py" />
      <source>Labels by class</source>
      <translation>Labels by class</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/column_labels.py" />
      <source>Labels from the column</source>
      <translation>Labels from the column</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/column_labels.py" />
      <source>Labels from the column:</source>
      <translation>Labels from the column:</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/check_card.py" />
      <source>Labels of {n} samples drawn at random only score. Never trained on, they score honestly.</source>
      <translation>Labels of {n} samples drawn at random only score. Never trained on, they score honestly.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/setup_panel.py" />
      <source>Learn</source>
      <translation>Learn</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/result_panel.py" />
      <source>Learn again</source>
      <translation>Learn again</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/setup_panel.py" />
      <source>Learn from all samples, without labels, for the chosen time</source>
      <translation>Learn from all samples, without labels, for the chosen time</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/data/page.py" />
      <source>Learn from these samples (Alt+2)</source>
      <translation>Learn from these samples (Alt+2)</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/sentences.py" />
      <source>Learn from {samples} without labels (pretraining)</source>
      <translation>Learn from {samples} without labels (pretraining)</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/collapse_panel.py" />
      <source>Learn on as it is; it will not ask again in this run</source>
      <translation>Learn on as it is; it will not ask again in this run</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/writing/teach_card.py" />
      <source>Learn these answers, at most three minutes</source>
      <translation>Learn these answers, at most three minutes</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/families.py" />
      <source>Learn to answer as a larger network does (distillation)</source>
      <translation>Learn to answer as a larger network does (distillation)</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/task_cards.py" />
      <source>Learn with each of these for a minute, then choose from what was seen</source>
      <translation>Learn with each of these for a minute, then choose from what was seen</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/sentences.py" />
      <source>Learning</source>
      <translation>Learning</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/advanced.py" />
      <location filename="workbench/app/pages/pretrain/running/plots.py" />
      <source>Learning rate</source>
      <translation>Learning rate</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/filters.py" />
      <source>Least confidence</source>
      <translation>Least confidence</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/filters.py" />
      <location filename="workbench/app/pages/inspect/heard/panel.py" />
      <source>Least sure first</source>
      <translation>Least sure first</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/line_ask.py" />
      <source>Leave it</source>
      <translation>Leave it</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/deleted_line.py" />
      <source>Leave the files where they are</source>
      <translation>Leave the files where they are</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/data/lists.py" />
      <source>Left out</source>
      <translation>Left out</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/data/page.py" />
      <location filename="workbench/app/pages/inspect/page.py" />
      <location filename="workbench/app/pages/label/page.py" />
      <source>Left, right</source>
      <translation>Left, right</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/hearing/words.py" />
      <source>Letter by letter (CTC)</source>
      <translation>Letter by letter (CTC)</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/hearing/words.py" />
      <source>Letter by letter in the order of the sound (CTC): for texts in the language that is heard.</source>
      <translation>Letter by letter in the order of the sound (CTC): for texts in the language that is heard.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/sentences.py" />
      <source>Letter counts</source>
      <translation>Letter counts</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/settings_panel.py" />
      <source>Light</source>
      <translation>Light</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/settings_panel.py" />
      <source>Light, dark, or as the system has it</source>
      <translation>Light, dark, or as the system has it</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/hearing/words.py" />
      <source>Like the wanted text (chrF)</source>
      <translation>Like the wanted text (chrF)</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/sentences.py" />
      <source>Linear probe</source>
      <translation>Linear probe</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/hosts.py" />
      <source>Loading {what}. This takes a few seconds after each start.</source>
      <translation>Loading {what}. This takes a few seconds after each start.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/overlay_plot.py" />
      <source>Logarithmic axis</source>
      <translation>Logarithmic axis</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/sentences.py" />
      <source>Look again</source>
      <translation>Look again</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/hearing/result_card.py" />
      <source>Look at its texts</source>
      <translation>Look at its texts</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/data/page.py" />
      <source>Look at the chosen sample</source>
      <translation>Look at the chosen sample</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/result_card.py" />
      <source>Look at the predictions</source>
      <translation>Look at the predictions</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/__init__.py" />
      <source>Look for a typing mistake, or choose it with Open folder.</source>
      <translation>Look for a typing mistake, or choose it with Open folder.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/data/page.py" />
      <source>Look for new, changed, missing and moved files (F5); labels stay</source>
      <translation>Look for new, changed, missing and moved files (F5); labels stay</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/kind_choice.py" />
      <source>Look for {things} in this folder, also in folders of numbered pictures and in sound tracks</source>
      <translation>Look for {things} in this folder, also in folders of numbered pictures and in sound tracks</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/task_cards.py" />
      <source>Looking at this device and your samples</source>
      <translation>Looking at this device and your samples</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/page.py" />
      <source>Looking for the most alike</source>
      <translation>Looking for the most alike</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/page.py" />
      <source>Looking for what moved it</source>
      <translation>Looking for what moved it</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/plots.py" />
      <source>Loss</source>
      <translation>Loss</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/layout.py" />
      <source>Make a model</source>
      <translation>Make a model</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/setup_panel.py" />
      <source>Make a model of your labels</source>
      <translation>Make a model of your labels</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/hearing/setup_panel.py" />
      <source>Make a model that writes down what it hears</source>
      <translation>Make a model that writes down what it hears</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/families.py" />
      <source>Make a sample whole again after it went through a bottleneck (autoencoders)</source>
      <translation>Make a sample whole again after it went through a bottleneck (autoencoders)</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/result_card.py" />
      <source>Make another model, with other settings or more labels</source>
      <translation>Make another model, with other settings or more labels</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/hearing/result_card.py" />
      <source>Make another model, with other settings or more texts</source>
      <translation>Make another model, with other settings or more texts</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/summary.py" />
      <source>Make the project and read the files once</source>
      <translation>Make the project and read the files once</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/working_card.py" />
      <source>Making a model of your labels</source>
      <translation>Making a model of your labels</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/sentences.py" />
      <source>Mean frame</source>
      <translation>Mean frame</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/sentences.py" />
      <source>Mean spectrum</source>
      <translation>Mean spectrum</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/recommending.py" />
      <source>Measure this device</source>
      <translation>Measure this device</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/plots.py" />
      <source>Memory</source>
      <translation>Memory</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/runs_table.py" />
      <source>Minutes</source>
      <translation>Minutes</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/budget.py" />
      <source>Minutes of your own choice</source>
      <translation>Minutes of your own choice</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/data/lists.py" />
      <source>Missing</source>
      <translation>Missing</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/page.py" />
      <location filename="workbench/app/pages/inspect/heard/panel.py" />
      <location filename="workbench/app/pages/inspect/layout.py" />
      <location filename="workbench/app/pages/inspect/writing/ask_panel.py" />
      <location filename="workbench/app/pages/use/form.py" />
      <source>Model</source>
      <translation>Model</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/page.py" />
      <source>Models so far</source>
      <translation>Models so far</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/page.py" />
      <source>Models so far: choose one to see what it is worth</source>
      <translation>Models so far: choose one to see what it is worth</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/curves_panel.py" />
      <source>More plots</source>
      <translation>More plots</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/kind_choice.py" />
      <source>More than one kind is in here. Learn from</source>
      <translation>More than one kind is in here. Learn from</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/side.py" />
      <source>Most alike among the labelled (1 is the same):</source>
      <translation>Most alike among the labelled (1 is the same):</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/filters.py" />
      <source>Most confidence</source>
      <translation>Most confidence</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/hearing/result_card.py" />
      <location filename="workbench/app/pages/fine_tune/hearing/words.py" />
      <source>Most similar known sound</source>
      <translation>Most similar known sound</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/filters.py" />
      <source>Most sure first</source>
      <translation>Most sure first</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/heard/panel.py" />
      <source>Most wrong first</source>
      <translation>Most wrong first</translation>
    </message>
    <message>
      <location filename="workbench/app/views/video_strip.py" />
      <source>Move over the frames to look through the video; a click goes there.</source>
      <translation>Move over the frames to look through the video; a click goes there.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/starting_point.py" />
      <source>Name a network</source>
      <translation>Name a network</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/class_bar.py" />
      <source>Name of a new class</source>
      <translation>Name of a new class</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/summary.py" />
      <source>Name of the project</source>
      <translation>Name of the project</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/runs_panel.py" />
      <source>Name of {run}</source>
      <translation>Name of {run}</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/tables.py" />
      <source>Named more than once: {files}</source>
      <translation>Named more than once: {files}</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/data/lists.py" />
      <source>Near copies</source>
      <translation>Near copies</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/writing/turns.py" />
      <source>Nearest questions it was taught, and how like they are:</source>
      <translation>Nearest questions it was taught, and how like they are:</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/data/lists.py" />
      <source>Nearly the same</source>
      <translation>Nearly the same</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/summary.py" />
      <source>Nearly the same as {file}</source>
      <translation>Nearly the same as {file}</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/runs_table.py" />
      <location filename="workbench/app/pages/pretrain/running/plots.py" />
      <source>Neighbours</source>
      <translation>Neighbours</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/plots.py" />
      <source>Neighbours agree</source>
      <translation>Neighbours agree</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/compare_panel.py" />
      <source>Neighbours agree best in {run} ({value}).</source>
      <translation>Neighbours agree best in {run} ({value}).</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/runs_table.py" />
      <source>Neighbours agree: 1 is always, 0 is chance</source>
      <translation>Neighbours agree: 1 is always, 0 is chance</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/writing/write_panel.py" />
      <source>Network</source>
      <translation>Network</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/class_bar.py" />
      <source>New class (key N)</source>
      <translation>New class (key N)</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/class_bar.py" />
      <source>New name for {name}</source>
      <translation>New name for {name}</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/settings_panel.py" />
      <source>New projects go into</source>
      <translation>New projects go into</translation>
    </message>
    <message>
      <location filename="workbench/app/views/sample_view.py" />
      <source>Next</source>
      <translation>Next</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/page.py" />
      <source>Next unlabelled</source>
      <translation>Next unlabelled</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/sentences.py" />
      <source>Next: say what a few samples are. It suggests which ones are worth most.</source>
      <translation>Next: say what a few samples are. It suggests which ones are worth most.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/sentences.py" />
      <source>No check set has been drawn yet.</source>
      <translation>No check set has been drawn yet.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/side.py" />
      <source>No label</source>
      <translation>No label</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/page.py" />
      <source>No label was held out from this model, so nothing can be said of its errors yet.</source>
      <translation>No label was held out from this model, so nothing can be said of its errors yet.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/side.py" />
      <source>No label yet</source>
      <translation>No label yet</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/side.py" />
      <source>No label yet.</source>
      <translation>No label yet.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/side.py" />
      <source>No labelled sample to compare with.</source>
      <translation>No labelled sample to compare with.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/home.py" />
      <source>No labels are needed. Your files are only read, never moved, changed or uploaded.</source>
      <translation>No labels are needed. Your files are only read, never moved, changed or uploaded.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/heard/panel.py" />
      <source>No model has written down these sounds yet.</source>
      <translation>No model has written down these sounds yet.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/writing/ask_panel.py" />
      <source>No network has learnt to answer yet: teach one at the side.</source>
      <translation>No network has learnt to answer yet: teach one at the side.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/page.py" />
      <source>No prediction is like that.</source>
      <translation>No prediction is like that.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/writing/teach_card.py" />
      <source>No table is chosen yet.</source>
      <translation>No table is chosen yet.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/heard/panel.py" />
      <source>No text is like that.</source>
      <translation>No text is like that.</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/live_plot.py" />
      <source>No values yet.</source>
      <translation>No values yet.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/run_panel.py" />
      <source>No, go on</source>
      <translation>No, go on</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/deleted_line.py" />
      <source>No, keep them</source>
      <translation>No, keep them</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/summary.py" />
      <source>None of these files can be learnt from.</source>
      <translation>None of these files can be learnt from.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/home.py" />
      <source>None yet. A project remembers what was learnt and every label you give.</source>
      <translation>None yet. A project remembers what was learnt and every label you give.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/tables.py" />
      <source>Not in this project: {files}</source>
      <translation>Not in this project: {files}</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/plot_saving.py" />
      <source>Not saved: {reason}</source>
      <translation>Not saved: {reason}</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/data/lists.py" />
      <source>Notes</source>
      <translation>Notes</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/sentences.py" />
      <source>Nothing has a text yet. Choose a sample and type what is said.</source>
      <translation>Nothing has a text yet. Choose a sample and type what is said.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/sentences.py" />
      <source>Nothing has this label yet. Choose a sample, press a number key.</source>
      <translation>Nothing has this label yet. Choose a sample, press a number key.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/working_card.py" />
      <source>Nothing is changed until it is done. You can go on labelling meanwhile.</source>
      <translation>Nothing is changed until it is done. You can go on labelling meanwhile.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/data/page.py" />
      <source>Nothing is different: {total}.</source>
      <translation>Nothing is different: {total}.</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/sidebar.py" />
      <source>Nothing leaves this computer: the program never uses the network.</source>
      <translation>Nothing leaves this computer: the program never uses the network.</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/top_bar.py" />
      <source>Nothing to redo</source>
      <translation>Nothing to redo</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/top_bar.py" />
      <source>Nothing to undo</source>
      <translation>Nothing to undo</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/starting_point.py" />
      <source>Nothing: a new network</source>
      <translation>Nothing: a new network</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/families.py" />
      <source>Notice how a sample was turned or shuffled (order and position tasks)</source>
      <translation>Notice how a sample was turned or shuffled (order and position tasks)</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/data/lists.py" />
      <source>Of</source>
      <translation>Of</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/data/page.py" />
      <source>Of {total}: {changes}.</source>
      <translation>Of {total}: {changes}.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/strip_layout.py" />
      <source>On the left of each row a sample, then those it finds most like it.</source>
      <translation>On the left of each row a sample, then those it finds most like it.</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/keys_panel.py" />
      <source>On this page: {page}</source>
      <translation>On this page: {page}</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/use/form.py" />
      <source>One row for each part of a file (page, row, paragraph or clip)</source>
      <translation>One row for each part of a file (page, row, paragraph or clip)</translation>
    </message>
    <message>
      <location filename="workbench/app/views/picture_view.py" />
      <source>One screen pixel for each pixel (1)</source>
      <translation>One screen pixel for each pixel (1)</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/column_labels.py" />
      <source>Only choose a column that says of which class each row is</source>
      <translation>Only choose a column that says of which class each row is</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/file_table.py" />
      <source>Only rows with these letters are shown</source>
      <translation>Only rows with these letters are shown</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/summary.py" />
      <source>Only tick this when each sub-folder holds samples of one kind, named after it</source>
      <translation>Only tick this when each sub-folder holds samples of one kind, named after it</translation>
    </message>
    <message>
      <location filename="workbench/app/actions.py" />
      <location filename="workbench/app/pages/start/__init__.py" />
      <source>Open a folder or a project</source>
      <translation>Open a folder or a project</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/home.py" />
      <source>Open folder</source>
      <translation>Open folder</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/__init__.py" />
      <location filename="workbench/app/pages/start/home.py" />
      <source>Open one large file</source>
      <translation>Open one large file</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/use/result.py" />
      <source>Open the folder</source>
      <translation>Open the folder</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/__init__.py" />
      <source>Open the folder that it is in.</source>
      <translation>Open the folder that it is in.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/use/page.py" />
      <source>Open the report</source>
      <translation>Open the report</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/home.py" />
      <source>Opens the project where its learning was interrupted</source>
      <translation>Opens the project where its learning was interrupted</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/kind_choice.py" />
      <source>Or look in the same files for</source>
      <translation>Or look in the same files for</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/filters.py" />
      <location filename="workbench/app/pages/inspect/heard/panel.py" />
      <source>Order</source>
      <translation>Order</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/setup_panel.py" />
      <source>Other examples</source>
      <translation>Other examples</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/use/form.py" />
      <source>Otherwise one row a file, the mean of its parts</source>
      <translation>Otherwise one row a file, the mean of its parts</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/trial_words.py" />
      <source>Out</source>
      <translation>Out</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/budget.py" />
      <source>Overnight</source>
      <translation>Overnight</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/budget.py" />
      <source>Own</source>
      <translation>Own</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/text_field.py" />
      <source>Page Up, Page Down</source>
      <translation>Page Up, Page Down</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/families.py" />
      <source>Parts are covered up, and it learns to fill them in from what is left.</source>
      <translation>Parts are covered up, and it learns to fill them in from what is left.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/page.py" />
      <source>Pass over it</source>
      <translation>Pass over it</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/side.py" />
      <source>Pass over it without a label (U)</source>
      <translation>Pass over it without a label (U)</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/home.py" />
      <source>Path of a folder</source>
      <translation>Path of a folder</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/job_chip.py" />
      <location filename="workbench/app/pages/pretrain/running/run_panel.py" />
      <location filename="workbench/app/views/sound_view.py" />
      <location filename="workbench/app/views/video_view.py" />
      <source>Pause</source>
      <translation>Pause</translation>
    </message>
    <message>
      <location filename="workbench/app/views/sound_view.py" />
      <location filename="workbench/app/views/video_view.py" />
      <source>Pause (Space)</source>
      <translation>Pause (Space)</translation>
    </message>
    <message>
      <location filename="workbench/app/views/sound_view.py" />
      <source>Pause the sound</source>
      <translation>Pause the sound</translation>
    </message>
    <message>
      <location filename="workbench/app/views/video_view.py" />
      <source>Pause the video</source>
      <translation>Pause the video</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/run_panel.py" />
      <source>Paused. Nothing is lost.</source>
      <translation>Paused. Nothing is lost.</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/viewer.py" />
      <source>Picture</source>
      <translation>Picture</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/plot_saving.py" />
      <source>Picture (PNG)</source>
      <translation>Picture (PNG)</translation>
    </message>
    <message>
      <location filename="workbench/app/views/sound_view.py" />
      <location filename="workbench/app/views/video_view.py" />
      <source>Play</source>
      <translation>Play</translation>
    </message>
    <message>
      <location filename="workbench/app/views/sound_view.py" />
      <source>Play (Space)</source>
      <translation>Play (Space)</translation>
    </message>
    <message>
      <location filename="workbench/app/views/video_view.py" />
      <source>Play in a loop (Space)</source>
      <translation>Play in a loop (Space)</translation>
    </message>
    <message>
      <location filename="workbench/app/views/sample_sound.py" />
      <location filename="workbench/app/views/sample_video.py" />
      <source>Play on moving</source>
      <translation>Play on moving</translation>
    </message>
    <message>
      <location filename="workbench/app/views/sound_rows.py" />
      <location filename="workbench/app/views/sound_view.py" />
      <source>Play the sound</source>
      <translation>Play the sound</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/data/page.py" />
      <location filename="workbench/app/pages/inspect/page.py" />
      <location filename="workbench/app/pages/label/page.py" />
      <source>Play the sound or the video, or pause it</source>
      <translation>Play the sound or the video, or pause it</translation>
    </message>
    <message>
      <location filename="workbench/app/views/video_view.py" />
      <source>Play the video</source>
      <translation>Play the video</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/side.py" />
      <source>Play this sound, then the one most like it; choose another among those above</source>
      <translation>Play this sound, then the one most like it; choose another among those above</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/side.py" />
      <source>Play this sound, then {file}</source>
      <translation>Play this sound, then {file}</translation>
    </message>
    <message>
      <location filename="workbench/app/views/sound_rows.py" />
      <source>Play: {what}</source>
      <translation>Play: {what}</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/overlay_plot.py" />
      <location filename="workbench/app/widgets/live_plot.py" />
      <source>Point at the plot, or use the left and right arrow keys, to read values.</source>
      <translation>Point at the plot, or use the left and right arrow keys, to read values.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/trial_words.py" />
      <source>Possible</source>
      <translation>Possible</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/use/form.py" />
      <source>Predict</source>
      <translation>Predict</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/use/result.py" />
      <source>Predict again</source>
      <translation>Predict again</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/use/form.py" />
      <source>Predict every file of the folder</source>
      <translation>Predict every file of the folder</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/layout.py" />
      <location filename="workbench/app/pages/use/result.py" />
      <source>Predictions</source>
      <translation>Predictions</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/task_card.py" />
      <source>Preparing a look at your own samples</source>
      <translation>Preparing a look at your own samples</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/__init__.py" />
      <source>Pretrain</source>
      <translation>Pretrain</translation>
    </message>
    <message>
      <location filename="workbench/app/views/sample_view.py" />
      <source>Previous</source>
      <translation>Previous</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/use/result.py" />
      <source>Problem</source>
      <translation>Problem</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/settings_panel.py" />
      <source>Processor threads for learning</source>
      <translation>Processor threads for learning</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/summary.py" />
      <source>Project</source>
      <translation>Project</translation>
    </message>
    <message>
      <location filename="workbench/app/main_window.py" />
      <source>Projects</source>
      <translation>Projects</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/families.py" />
      <source>Put in order</source>
      <translation>Put in order</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/trial_card.py" />
      <source>Put this away</source>
      <translation>Put this away</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/writing/ask_panel.py" />
      <source>Question</source>
      <translation>Question</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/result_card.py" />
      <source>Randomly drawn samples give the honest score: label 30 of them in step 3</source>
      <translation>Randomly drawn samples give the honest score: label 30 of them in step 3</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/source_bar.py" />
      <source>Randomly drawn samples whose labels only score</source>
      <translation>Randomly drawn samples whose labels only score</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/runs_table.py" />
      <location filename="workbench/app/pages/pretrain/running/plots.py" />
      <source>Rank</source>
      <translation>Rank</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/sentences.py" />
      <source>Raw pixels</source>
      <translation>Raw pixels</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/data/lists.py" />
      <source>Read it reduced</source>
      <translation>Read it reduced</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/data/lists.py" />
      <source>Read too large files reduced</source>
      <translation>Read too large files reduced</translation>
    </message>
    <message>
      <location filename="workbench/app/views/sample_view.py" />
      <source>Reading</source>
      <translation>Reading</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/page.py" />
      <source>Reading the list of samples</source>
      <translation>Reading the list of samples</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/page.py" />
      <source>Reading the predictions</source>
      <translation>Reading the predictions</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/sentences.py" />
      <source>Reading the samples was the bottleneck: a faster disk would help.</source>
      <translation>Reading the samples was the bottleneck: a faster disk would help.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/sentences.py" />
      <source>Reading the samples was the bottleneck: a smaller {noun} size or a faster disk would help.</source>
      <translation>Reading the samples was the bottleneck: a smaller {noun} size or a faster disk would help.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/heard/panel.py" />
      <source>Reading the texts</source>
      <translation>Reading the texts</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/data/lists.py" />
      <source>Reads the selected too large files at a smaller size; all of them when none is selected</source>
      <translation>Reads the selected too large files at a smaller size; all of them when none is selected</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/home.py" />
      <source>Recent projects</source>
      <translation>Recent projects</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/task_card.py" />
      <location filename="workbench/app/pages/pretrain/choosing/task_cards.py" />
      <source>Recommended</source>
      <translation>Recommended</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/contrast_panel.py" />
      <source>Red</source>
      <translation>Red</translation>
    </message>
    <message>
      <location filename="workbench/app/actions.py" />
      <location filename="workbench/app/frame/top_bar.py" />
      <source>Redo</source>
      <translation>Redo</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/top_bar.py" />
      <source>Redo: {title} (Ctrl+Y)</source>
      <translation>Redo: {title} (Ctrl+Y)</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/data/page.py" />
      <source>Refresh</source>
      <translation>Refresh</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/acts.py" />
      <source>Remove class {name}</source>
      <translation>Remove class {name}</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/deleted_line.py" />
      <source>Remove deleted runs for good</source>
      <translation>Remove deleted runs for good</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/class_bar.py" />
      <source>Remove the class and its labels</source>
      <translation>Remove the class and its labels</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/acts.py" />
      <source>Removed class {name}</source>
      <translation>Removed class {name}</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/past_runs.py" />
      <source>Removed for good.</source>
      <translation>Removed for good.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/class_bar.py" />
      <location filename="workbench/app/pages/pretrain/past/runs_panel.py" />
      <source>Rename</source>
      <translation>Rename</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/page.py" />
      <source>Rename the chosen run</source>
      <translation>Rename the chosen run</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/acts.py" />
      <source>Rename {old} to {new}</source>
      <translation>Rename {old} to {new}</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/past_runs.py" />
      <source>Rename {run}</source>
      <translation>Rename {run}</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/past_runs.py" />
      <source>Renamed to “{run}”</source>
      <translation>Renamed to “{run}”</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/acts.py" />
      <source>Renamed {old} to {new}</source>
      <translation>Renamed {old} to {new}</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/families.py" />
      <source>Restore</source>
      <translation>Restore</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/job_chip.py" />
      <location filename="workbench/app/pages/pretrain/past/runs_panel.py" />
      <location filename="workbench/app/pages/pretrain/running/run_panel.py" />
      <source>Resume</source>
      <translation>Resume</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/home.py" />
      <source>Resume the unfinished run
of {name}</source>
      <translation>Resume the unfinished run
of {name}</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/heard/side.py" />
      <location filename="workbench/app/pages/inspect/side.py" />
      <source>Right (Enter)</source>
      <translation>Right (Enter)</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/heard/side.py" />
      <source>Right text</source>
      <translation>Right text</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/side.py" />
      <source>Right: take the guess as its label</source>
      <translation>Right: take the guess as its label</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/heard/side.py" />
      <source>Right: take the text in the field as its label and go on (Enter)</source>
      <translation>Right: take the text in the field as its label and go on (Enter)</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/page.py" />
      <source>Rows are the labels, columns the guesses, at the end of a row the share that was right. A click opens the samples.</source>
      <translation>Rows are the labels, columns the guesses, at the end of a row the share that was right. A click opens the samples.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/runs_table.py" />
      <source>Run</source>
      <translation>Run</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/starting_point.py" />
      <source>Run {run}</source>
      <translation>Run {run}</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/runs_panel.py" />
      <source>Runs so far</source>
      <translation>Runs so far</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/runs_table.py" />
      <source>Runs so far: choose one to see its curves, several to compare them</source>
      <translation>Runs so far: choose one to see its curves, several to compare them</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/sidebar.py" />
      <source>SSL Workbench: go to the projects</source>
      <translation>SSL Workbench: go to the projects</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/runs_panel.py" />
      <source>Same settings again</source>
      <translation>Same settings again</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/grid_view.py" />
      <source>Samples</source>
      <translation>Samples</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/strip_view.py" />
      <source>Samples and their nearest neighbours</source>
      <translation>Samples and their nearest neighbours</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/advanced.py" />
      <source>Samples looked at in one step. 0: automatic.</source>
      <translation>Samples looked at in one step. 0: automatic.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/source_bar.py" />
      <source>Samples with a label</source>
      <translation>Samples with a label</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/source_bar.py" />
      <source>Samples without a label</source>
      <translation>Samples without a label</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/data/lists.py" />
      <source>Samples, left out, copies, missing</source>
      <translation>Samples, left out, copies, missing</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/line_ask.py" />
      <source>Save</source>
      <translation>Save</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/plot_saving.py" />
      <source>Save the plot</source>
      <translation>Save the plot</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/plot_saving.py" />
      <source>Save the plot as a picture, a drawing or a table</source>
      <translation>Save the plot as a picture, a drawing or a table</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/plot_saving.py" />
      <source>Save…</source>
      <translation>Save…</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/families.py" />
      <source>Say the same of two views, without a look at others (negatives-free learning)</source>
      <translation>Say the same of two views, without a look at others (negatives-free learning)</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/page.py" />
      <source>Say what a few of your {n:,} {things} are</source>
      <translation>Say what a few of your {n:,} {things} are</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/families.py" />
      <source>Say what comes next (autoregressive modelling)</source>
      <translation>Say what comes next (autoregressive modelling)</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/data/page.py" />
      <source>Say where the folder is now; labels stay</source>
      <translation>Say where the folder is now; labels stay</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/page.py" />
      <source>Score</source>
      <translation>Score</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/page.py" />
      <source>See how the network goes on</source>
      <translation>See how the network goes on</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/page.py" />
      <source>See what the model wrote</source>
      <translation>See what the model wrote</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/page.py" />
      <source>See where the model is unsure or wrong</source>
      <translation>See where the model is unsure or wrong</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/advanced.py" />
      <source>Seed</source>
      <translation>Seed</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/writing/ask_panel.py" />
      <source>Send the question (Enter)</source>
      <translation>Send the question (Enter)</translation>
    </message>
    <message>
      <location filename="workbench/app/main_window.py" />
      <source>Settings</source>
      <translation>Settings</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/sidebar.py" />
      <source>Settings (Ctrl+,)</source>
      <translation>Settings (Ctrl+,)</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/trial.py" />
      <source>Several tasks are tried just now. Start when that is done, or stop it.</source>
      <translation>Several tasks are tried just now. Start when that is done, or stop it.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/page.py" />
      <source>Shift+arrows</source>
      <translation>Shift+arrows</translation>
    </message>
    <message>
      <location filename="workbench/app/actions.py" />
      <source>Show all keys</source>
      <translation>Show all keys</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/filters.py" />
      <source>Show all predictions again</source>
      <translation>Show all predictions again</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/use/page.py" />
      <source>Show it in the browser</source>
      <translation>Show it in the browser</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/source_bar.py" />
      <source>Show one class only</source>
      <translation>Show one class only</translation>
    </message>
    <message>
      <location filename="workbench/app/actions.py" />
      <source>Show or fold the guide</source>
      <translation>Show or fold the guide</translation>
    </message>
    <message>
      <location filename="workbench/app/actions.py" />
      <source>Show or fold the settings</source>
      <translation>Show or fold the settings</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/contrast_panel.py" />
      <source>Show or hide this channel</source>
      <translation>Show or hide this channel</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/setup_panel.py" />
      <source>Show other examples on the cards</source>
      <translation>Show other examples on the cards</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/check_card.py" />
      <source>Show the check set</source>
      <translation>Show the check set</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/task_cards.py" />
      <source>Show the chosen card</source>
      <translation>Show the chosen card</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/use/result.py" />
      <source>Show the table in the file manager</source>
      <translation>Show the table in the file manager</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/sentences.py" />
      <source>Show the unlabelled</source>
      <translation>Show the unlabelled</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/overlay_plot.py" />
      <location filename="workbench/app/widgets/live_plot.py" />
      <source>Show the values on a logarithmic axis</source>
      <translation>Show the values on a logarithmic axis</translation>
    </message>
    <message>
      <location filename="workbench/app/views/picture_view.py" />
      <source>Show the whole picture (F)</source>
      <translation>Show the whole picture (F)</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/data/counts.py" />
      <source>Show these files</source>
      <translation>Show these files</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/setup_panel.py" />
      <source>Show what it does to another of your samples</source>
      <translation>Show what it does to another of your samples</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/contrast_panel.py" />
      <source>Show {channel}</source>
      <translation>Show {channel}</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/advanced.py" />
      <source>Side of every {noun}, in {unit}.</source>
      <translation>Side of every {noun}, in {unit}.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/source_bar.py" />
      <location filename="workbench/app/pages/pretrain/past/runs_table.py" />
      <source>Size</source>
      <translation>Size</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/source_bar.py" />
      <source>Size of the samples</source>
      <translation>Size of the samples</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/runs_table.py" />
      <source>Size of what the network sees of a sample</source>
      <translation>Size of what the network sees of a sample</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/sentences.py" />
      <source>Slow</source>
      <translation>Slow</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/hearing/setup_panel.py" />
      <source>Some of the texts</source>
      <translation>Some of the texts</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/hearing/result_card.py" />
      <source>Some of the texts that it was not taught</source>
      <translation>Some of the texts that it was not taught</translation>
    </message>
    <message>
      <location filename="workbench/app/surprises.py" />
      <source>Something in the program went wrong. What was done so far is kept.</source>
      <translation>Something in the program went wrong. What was done so far is kept.</translation>
    </message>
    <message>
      <location filename="workbench/app/surprises.py" />
      <source>Something in the program went wrong. What was learnt so far is kept.</source>
      <translation>Something in the program went wrong. What was learnt so far is kept.</translation>
    </message>
    <message>
      <location filename="workbench/app/views/sound_rows.py" />
      <source>Sound</source>
      <translation>Sound</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/data/page.py" />
      <location filename="workbench/app/pages/inspect/page.py" />
      <location filename="workbench/app/pages/label/page.py" />
      <location filename="workbench/app/pages/pretrain/page.py" />
      <source>Space</source>
      <translation>Space</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/plots.py" />
      <source>Speed</source>
      <translation>Speed</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/plots.py" />
      <source>Spread of its answers</source>
      <translation>Spread of its answers</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/plots.py" />
      <source>Spread of the features</source>
      <translation>Spread of the features</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/curves_panel.py" />
      <source>Spread, distance of variations, evenness, learning rate, speed and memory</source>
      <translation>Spread, distance of variations, evenness, learning rate, speed and memory</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/setup_panel.py" />
      <source>Start</source>
      <translation>Start</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/result_panel.py" />
      <source>Start another run, with other settings or more time</source>
      <translation>Start another run, with other settings or more time</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/setup_parts.py" />
      <location filename="workbench/app/pages/pretrain/choosing/starting_point.py" />
      <source>Start from</source>
      <translation>Start from</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/setup_panel.py" />
      <source>Start learning</source>
      <translation>Start learning</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/runs_table.py" />
      <source>State</source>
      <translation>State</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/runs_table.py" />
      <source>Steps</source>
      <translation>Steps</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/job_chip.py" />
      <location filename="workbench/app/pages/fine_tune/working_card.py" />
      <location filename="workbench/app/pages/inspect/writing/ask_panel.py" />
      <location filename="workbench/app/pages/inspect/writing/write_panel.py" />
      <location filename="workbench/app/pages/pretrain/running/run_panel.py" />
      <location filename="workbench/app/widgets/job_strip.py" />
      <location filename="workbench/app/widgets/progress_card.py" />
      <source>Stop</source>
      <translation>Stop</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/collapse_panel.py" />
      <source>Stop and go back to step {step}</source>
      <translation>Stop and go back to step {step}</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/collapse_panel.py" />
      <source>Stop and keep it as it is</source>
      <translation>Stop and keep it as it is</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/working_card.py" />
      <source>Stop fine-tuning</source>
      <translation>Stop fine-tuning</translation>
    </message>
    <message>
      <location filename="workbench/app/views/sound_rows.py" />
      <source>Stop the sound</source>
      <translation>Stop the sound</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/page.py" />
      <source>Stop what is being written</source>
      <translation>Stop what is being written</translation>
    </message>
    <message>
      <location filename="workbench/app/views/sound_rows.py" />
      <source>Stop: {what}</source>
      <translation>Stop: {what}</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/writing/turns.py" />
      <source>Stopped.</source>
      <translation>Stopped.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/data/page.py" />
      <source>Stopped. What was read so far is kept; Refresh goes on from there.</source>
      <translation>Stopped. What was read so far is kept; Refresh goes on from there.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/use/page.py" />
      <source>Stopped: nothing was written.</source>
      <translation>Stopped: nothing was written.</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/job_strip.py" />
      <location filename="workbench/app/widgets/progress_card.py" />
      <source>Stopping</source>
      <translation>Stopping</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/run_panel.py" />
      <source>Stopping at the last completed step.</source>
      <translation>Stopping at the last completed step.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/run_panel.py" />
      <source>Stopping; nothing is kept.</source>
      <translation>Stopping; nothing is kept.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/layout.py" />
      <source>Suggest more</source>
      <translation>Suggest more</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/source_bar.py" />
      <source>Suggested first</source>
      <translation>Suggested first</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/sentences.py" />
      <source>Suggestions need a network that has learnt from your samples, in step 2. Or label any.</source>
      <translation>Suggestions need a network that has learnt from your samples, in step 2. Or label any.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/filters.py" />
      <location filename="workbench/app/pages/inspect/heard/rows.py" />
      <location filename="workbench/app/pages/use/result.py" />
      <source>Sure</source>
      <translation>Sure</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/plot_saving.py" />
      <source>Table (CSV)</source>
      <translation>Table (CSV)</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/use/form.py" />
      <source>Table to write</source>
      <translation>Table to write</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/writing/teach_card.py" />
      <location filename="workbench/app/pages/label/tables.py" />
      <source>Tables (*.csv *.tsv *.txt)</source>
      <translation>Tables (*.csv *.tsv *.txt)</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/use/form.py" />
      <source>Tables (*.csv)</source>
      <translation>Tables (*.csv)</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/__init__.py" />
      <source>Tables, texts, recordings and videos ({suffixes})</source>
      <translation>Tables, texts, recordings and videos ({suffixes})</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/past_runs.py" />
      <source>Tag {runs}</source>
      <translation>Tag {runs}</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/runs_panel.py" />
      <location filename="workbench/app/pages/pretrain/past/runs_table.py" />
      <source>Tags</source>
      <translation>Tags</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/runs_panel.py" />
      <source>Tags of the chosen runs</source>
      <translation>Tags of the chosen runs</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/runs_panel.py" />
      <source>Tags of {run}</source>
      <translation>Tags of {run}</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/labelling.py" />
      <source>Take one label away</source>
      <translation>Take one label away</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/side.py" />
      <source>Take the guess as its label and go on (Enter)</source>
      <translation>Take the guess as its label and go on (Enter)</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/page.py" />
      <source>Take the label away</source>
      <translation>Take the label away</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/side.py" />
      <source>Take the label away (Delete)</source>
      <translation>Take the label away (Delete)</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/writing/write_panel.py" />
      <source>Take what was written into the beginning</source>
      <translation>Take what was written into the beginning</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/labelling.py" />
      <source>Take {n:,} labels away</source>
      <translation>Take {n:,} labels away</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/hearing/result_card.py" />
      <source>Taken</source>
      <translation>Taken</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/runs_table.py" />
      <source>Task</source>
      <translation>Task</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/trial.py" />
      <source>Task {place} of {number}, about {time} left for all of them. Nothing of this is kept.</source>
      <translation>Task {place} of {number}, about {time} left for all of them. Nothing of this is kept.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/hearing/setup_panel.py" />
      <location filename="workbench/app/pages/inspect/writing/teach_card.py" />
      <source>Teach</source>
      <translation>Teach</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/hearing/result_card.py" />
      <location filename="workbench/app/pages/fine_tune/result_card.py" />
      <source>Teach again</source>
      <translation>Teach again</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/page.py" />
      <source>Teach it questions and answers from a table, then talk to it.</source>
      <translation>Teach it questions and answers from a table, then talk to it.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/writing/teach_card.py" />
      <source>Teach it to answer</source>
      <translation>Teach it to answer</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/hearing/words.py" />
      <source>Teach it to write down what it hears, from {texts}</source>
      <translation>Teach it to write down what it hears, from {texts}</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/sentences.py" />
      <source>Teach it your classes with {labels} (fine-tuning)</source>
      <translation>Teach it your classes with {labels} (fine-tuning)</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/layout.py" />
      <source>Teach the network to answer, and ask it</source>
      <translation>Teach the network to answer, and ask it</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/hearing/setup_panel.py" />
      <location filename="workbench/app/pages/use/result.py" />
      <location filename="workbench/app/views/spans.py" />
      <source>Text</source>
      <translation>Text</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/side.py" />
      <source>Text of this sample</source>
      <translation>Text of this sample</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/layout.py" />
      <location filename="workbench/app/widgets/kind_switch.py" />
      <source>Texts</source>
      <translation>Texts</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/heard/panel.py" />
      <source>Texts kept aside to score</source>
      <translation>Texts kept aside to score</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/hearing/words.py" />
      <source>That is very few: expect little, and label more where you can.</source>
      <translation>That is very few: expect little, and label more where you can.</translation>
    </message>
    <message>
      <location filename="workbench/app/views/sample_preview.py" />
      <source>The chosen sample, large</source>
      <translation>The chosen sample, large</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/summary.py" />
      <source>The disk has too little room: {need} are needed.</source>
      <translation>The disk has too little room: {need} are needed.</translation>
    </message>
    <message>
      <location filename="workbench/app/views/sample_view.py" />
      <source>The file cannot be opened: {reason}.</source>
      <translation>The file cannot be opened: {reason}.</translation>
    </message>
    <message>
      <location filename="workbench/app/views/timeline.py" />
      <source>The file over time</source>
      <translation>The file over time</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/use/result.py" />
      <source>The first {n:,} rows; all are in the table.</source>
      <translation>The first {n:,} rows; all are in the table.</translation>
    </message>
    <message>
      <location filename="workbench/app/recent.py" />
      <source>The folder is not there: it was moved or deleted, or its disk is not connected.</source>
      <translation>The folder is not there: it was moved or deleted, or its disk is not connected.</translation>
    </message>
    <message>
      <location filename="workbench/app/recent.py" />
      <source>The folder is there, but there is no project in it any more.</source>
      <translation>The folder is there, but there is no project in it any more.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/data/page.py" />
      <source>The folder {folder} is not there.</source>
      <translation>The folder {folder} is not there.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/page.py" />
      <source>The guess is right: take it as the label, go on</source>
      <translation>The guess is right: take it as the label, go on</translation>
    </message>
    <message>
      <location filename="workbench/app/warm_up.py" />
      <source>The learning engine could not be loaded.</source>
      <translation>The learning engine could not be loaded.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/compare_panel.py" />
      <source>The loss is lowest in {run} ({value}). With another batch size it means little.</source>
      <translation>The loss is lowest in {run} ({value}). With another batch size it means little.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/heard/side.py" />
      <source>The most similar known sound says: {text}</source>
      <translation>The most similar known sound says: {text}</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/writing/controls.py" />
      <source>The most words that are written</source>
      <translation>The most words that are written</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/tables.py" />
      <source>The name of each file's folder is its label</source>
      <translation>The name of each file's folder is its label</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/advanced.py" />
      <source>The network that learns.</source>
      <translation>The network that learns.</translation>
    </message>
    <message>
      <location filename="workbench/app/views/sample_view.py" />
      <source>The next sample (D, or the right arrow)</source>
      <translation>The next sample (D, or the right arrow)</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/home.py" />
      <source>The path of a folder, of one large file or of a project</source>
      <translation>The path of a folder, of one large file or of a project</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/plot_saving.py" />
      <source>The picture could not be written to {path}.</source>
      <translation>The picture could not be written to {path}.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/use/page.py" />
      <source>The predictions will stand here, and in the table.</source>
      <translation>The predictions will stand here, and in the table.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/setup_parts.py" />
      <source>The pretraining run whose encoder is used; the newest stands first</source>
      <translation>The pretraining run whose encoder is used; the newest stands first</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/__init__.py" />
      <source>The program learns from whole folders, or from one large table, text, recording or video.</source>
      <translation>The program learns from whole folders, or from one large table, text, recording or video.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/home.py" />
      <source>The program looks at your files and learns by itself what they have in common. Then you label a few, and it does the rest.</source>
      <translation>The program looks at your files and learns by itself what they have in common. Then you label a few, and it does the rest.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/data/page.py" />
      <source>The program's copy of the {things} takes {size} in the project; it can be made again.</source>
      <translation>The program's copy of the {things} takes {size} in the project; it can be made again.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/summary.py" />
      <source>The project will need about {need}; {free} are free there.</source>
      <translation>The project will need about {need}; {free} are free there.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/collapse_panel.py" />
      <source>The remedy: {remedy}</source>
      <translation>The remedy: {remedy}</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/advanced.py" />
      <source>The same number, the same random choices.</source>
      <translation>The same number, the same random choices.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/looks_panel.py" />
      <source>The same six samples at each look, each with the samples that are nearest to it for the network. When it learns, like things come to stand together.</source>
      <translation>The same six samples at each look, each with the samples that are nearest to it for the network. When it learns, like things come to stand together.</translation>
    </message>
    <message>
      <location filename="workbench/app/views/sample_view.py" />
      <source>The sample before (A, or the left arrow)</source>
      <translation>The sample before (A, or the left arrow)</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/data/page.py" />
      <source>The sample before, the next one</source>
      <translation>The sample before, the next one</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/suggestions.py" />
      <source>The search for typical samples was stopped.</source>
      <translation>The search for typical samples was stopped.</translation>
    </message>
    <message>
      <location filename="workbench/app/views/sound_card.py" />
      <source>The sound library PortAudio is not installed, so sounds are shown but not played.</source>
      <translation>The sound library PortAudio is not installed, so sounds are shown but not played.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/collapse_panel.py" />
      <source>The state of step {step} is kept, from before it went wrong.</source>
      <translation>The state of step {step} is kept, from before it went wrong.</translation>
    </message>
    <message>
      <location filename="workbench/app/views/video_screen.py" />
      <location filename="workbench/app/views/video_view.py" />
      <source>The video</source>
      <translation>The video</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/over_time.py" />
      <source>The whole file. Drag over it, or Shift and the arrow keys, to choose several clips.</source>
      <translation>The whole file. Drag over it, or Shift and the arrow keys, to choose several clips.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/labelling.py" />
      <source>There is a class of that name.</source>
      <translation>There is a class of that name.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/summary.py" />
      <source>There is already something at {folder}. Choose another name.</source>
      <translation>There is already something at {folder}. Choose another name.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/collapse_panel.py" />
      <source>There is no earlier good state to go back to: it went wrong too soon.</source>
      <translation>There is no earlier good state to go back to: it went wrong too soon.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/__init__.py" />
      <source>There is no folder {path}.</source>
      <translation>There is no folder {path}.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/writing/ask_panel.py" />
      <source>There is no model to ask yet</source>
      <translation>There is no model to ask yet</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/data/page.py" />
      <source>There is nothing here that can be learnt from.</source>
      <translation>There is nothing here that can be learnt from.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/suggestions.py" />
      <source>There is nothing left to suggest: every sample has a label.</source>
      <translation>There is nothing left to suggest: every sample has a label.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/page.py" />
      <source>There is nothing to learn from yet: first add a folder.</source>
      <translation>There is nothing to learn from yet: first add a folder.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/page.py" />
      <source>These are few: the true shares may be quite different.</source>
      <translation>These are few: the true shares may be quite different.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/page.py" />
      <source>These labels are texts. A network can learn to answer with them, in step 5.</source>
      <translation>These labels are texts. A network can learn to answer with them, in step 5.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/compare_panel.py" />
      <source>These runs had different tasks: the curves tell whether each went well, not which is better. Only labels tell that, in step 4.</source>
      <translation>These runs had different tasks: the curves tell whether each went well, not which is better. Only labels tell that, in step 4.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/compare_panel.py" />
      <source>These runs have no such numbers.</source>
      <translation>These runs have no such numbers.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/summary.py" />
      <source>They last {length} in all.</source>
      <translation>They last {length} in all.</translation>
    </message>
    <message>
      <location filename="workbench/app/views/sound_card.py" />
      <source>This computer has no sound output, so sounds are shown but not played.</source>
      <translation>This computer has no sound output, so sounds are shown but not played.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/sentences.py" />
      <source>This model</source>
      <translation>This model</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/hosts.py" />
      <location filename="workbench/app/pages/start/__init__.py" />
      <source>This takes a few seconds after each start.</source>
      <translation>This takes a few seconds after each start.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/setup_parts.py" />
      <source>Time limit</source>
      <translation>Time limit</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/data/lists.py" />
      <source>Too large files can be read at a smaller size.</source>
      <translation>Too large files can be read at a smaller size.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/acts.py" />
      <source>Took {n:,} labels away</source>
      <translation>Took {n:,} labels away</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/layout.py" />
      <source>Train again with the corrections</source>
      <translation>Train again with the corrections</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/home.py" />
      <source>Train your own model, without labels</source>
      <translation>Train your own model, without labels</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/hearing/words.py" />
      <source>Transcribes</source>
      <translation>Transcribes</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/hearing/words.py" />
      <source>Translate</source>
      <translation>Translate</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/hearing/words.py" />
      <source>Translates</source>
      <translation>Translates</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/hearing/words.py" />
      <source>Tries both ways on texts that are kept aside, and takes the better one.</source>
      <translation>Tries both ways on texts that are kept aside, and takes the better one.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/sentences.py" />
      <source>Tries what fits your labels, and takes what does best on labels it has not seen.</source>
      <translation>Tries what fits your labels, and takes what does best on labels it has not seen.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/task_cards.py" />
      <source>Try for a minute each</source>
      <translation>Try for a minute each</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/home.py" />
      <source>Try it with a sample</source>
      <translation>Try it with a sample</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/collapse_panel.py" />
      <source>Try the remedy</source>
      <translation>Try the remedy</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/task_cards.py" />
      <source>Try the tasks shown here for a minute each</source>
      <translation>Try the tasks shown here for a minute each</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/layout.py" />
      <source>Type a beginning, and see the network go on</source>
      <translation>Type a beginning, and see the network go on</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/writing/write_panel.py" />
      <source>Type a beginning. Left empty, the network begins by itself.</source>
      <translation>Type a beginning. Left empty, the network begins by itself.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/page.py" />
      <source>Type a class's name, or a text</source>
      <translation>Type a class's name, or a text</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/class_bar.py" />
      <source>Type a name and press Enter. The name of a known class labels with it.</source>
      <translation>Type a name and press Enter. The name of a known class labels with it.</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/text_field.py" />
      <source>Type its text, then Enter</source>
      <translation>Type its text, then Enter</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/page.py" />
      <source>Type the beginning of a text: it goes on word by word, as it has learnt.</source>
      <translation>Type the beginning of a text: it goes on word by word, as it has learnt.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/sentences.py" />
      <source>Type the name of a class (key N) and press Enter; then its number labels the chosen sample.</source>
      <translation>Type the name of a class (key N) and press Enter; then its number labels the chosen sample.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/sentences.py" />
      <source>Typical samples are being chosen. You can label others meanwhile.</source>
      <translation>Typical samples are being chosen. You can label others meanwhile.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/source_bar.py" />
      <source>Typical samples of each region: the ones to label first</source>
      <translation>Typical samples of each region: the ones to label first</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/heard/side.py" />
      <source>Underlined: right. Struck out: wrong. Wavy: missed.</source>
      <translation>Underlined: right. Struck out: wrong. Wavy: missed.</translation>
    </message>
    <message>
      <location filename="workbench/app/actions.py" />
      <location filename="workbench/app/frame/top_bar.py" />
      <location filename="workbench/app/main_window.py" />
      <source>Undo</source>
      <translation>Undo</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/top_bar.py" />
      <source>Undo: {title} (Ctrl+Z)</source>
      <translation>Undo: {title} (Ctrl+Z)</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/source_bar.py" />
      <source>Unlabelled</source>
      <translation>Unlabelled</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/side.py" />
      <source>Unsure</source>
      <translation>Unsure</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/page.py" />
      <source>Unsure: pass over it</source>
      <translation>Unsure: pass over it</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/sentences.py" />
      <source>Untrained network</source>
      <translation>Untrained network</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/__init__.py" />
      <source>Use</source>
      <translation>Use</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/tables.py" />
      <source>Use sub-folder names</source>
      <translation>Use sub-folder names</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/use/page.py" />
      <source>Use the model on new files</source>
      <translation>Use the model on new files</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/summary.py" />
      <source>Use the names of the {n} sub-folders as labels ({names})</source>
      <translation>Use the names of the {n} sub-folders as labels ({names})</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/contrast_panel.py" />
      <source>Use the whole range from black to full for what the picture holds</source>
      <translation>Use the whole range from black to full for what the picture holds</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/contrast_panel.py" />
      <source>Value shown as black</source>
      <translation>Value shown as black</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/contrast_panel.py" />
      <source>Value shown as full</source>
      <translation>Value shown as full</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/data/lists.py" />
      <location filename="workbench/app/pages/pretrain/past/runs_table.py" />
      <source>Verdict</source>
      <translation>Verdict</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/hearing/words.py" />
      <source>WER</source>
      <translation>WER</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/__init__.py" />
      <source>Wait until it is done, or stop it at the top of the window; then open the other project.</source>
      <translation>Wait until it is done, or stop it at the top of the window; then open the other project.</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/states.py" />
      <source>Waiting for its turn</source>
      <translation>Waiting for its turn</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/job_strip.py" />
      <source>Waits until this is done: {title}</source>
      <translation>Waits until this is done: {title}</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/hearing/result_card.py" />
      <location filename="workbench/app/pages/inspect/heard/rows.py" />
      <location filename="workbench/app/pages/inspect/heard/side.py" />
      <source>Wanted</source>
      <translation>Wanted</translation>
    </message>
    <message>
      <location filename="workbench/app/views/sound_plot.py" />
      <source>Waveform and spectrogram</source>
      <translation>Waveform and spectrogram</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/hearing/result_card.py" />
      <location filename="workbench/app/pages/fine_tune/page.py" />
      <source>Way</source>
      <translation>Way</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/result_card.py" />
      <source>Ways compared by cross-validation on your labels</source>
      <translation>Ways compared by cross-validation on your labels</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/starting_point.py" />
      <source>Weights (*.safetensors *.pt *.pth *.bin)</source>
      <translation>Weights (*.safetensors *.pt *.pth *.bin)</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/layout.py" />
      <source>What a model wrote of each sound, beside the wanted text</source>
      <translation>What a model wrote of each sound, beside the wanted text</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/advanced.py" />
      <source>What computes.</source>
      <translation>What computes.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/happened_panel.py" />
      <source>What happened</source>
      <translation>What happened</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/guide.py" />
      <source>What happens on this page, in plain words</source>
      <translation>What happens on this page, in plain words</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/side.py" />
      <source>What is said here, or what it means</source>
      <translation>What is said here, or what it means</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/looks_panel.py" />
      <source>What it answers by now</source>
      <translation>What it answers by now</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/looks_panel.py" />
      <source>What it finds alike</source>
      <translation>What it finds alike</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/hearing/setup_panel.py" />
      <location filename="workbench/app/pages/fine_tune/setup_panel.py" />
      <source>What it learns from</source>
      <translation>What it learns from</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/kind_switch.py" />
      <source>What labels are</source>
      <translation>What labels are</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/setup_panel.py" />
      <source>What matters?</source>
      <translation>What matters?</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/setup_panel.py" />
      <source>What should it practise?</source>
      <translation>What should it practise?</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/task_cards.py" />
      <source>What suits your samples and your time, and others</source>
      <translation>What suits your samples and your time, and others</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/heard/table.py" />
      <source>What the model wrote of each sound</source>
      <translation>What the model wrote of each sound</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/writing/write_panel.py" />
      <source>What the network goes on from (Ctrl+Enter)</source>
      <translation>What the network goes on from (Ctrl+Enter)</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/sentences.py" />
      <source>What the network learned, with classic features: edges and colours, words, or a spectrum.</source>
      <translation>What the network learned, with classic features: edges and colours, words, or a spectrum.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/looks_panel.py" />
      <source>What the network makes of a few of your samples in this exercise, drawn anew at each look.</source>
      <translation>What the network makes of a few of your samples in this exercise, drawn anew at each look.</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/device_badge.py" />
      <source>What the program computes on.</source>
      <translation>What the program computes on.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/data/page.py" />
      <source>What the program found</source>
      <translation>What the program found</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/compare_panel.py" />
      <source>What to compare</source>
      <translation>What to compare</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/data/lists.py" />
      <source>What to know of it</source>
      <translation>What to know of it</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/sentences.py" />
      <source>What to try: learn again with the remedy that was named, with a larger batch, or with another task. What it had learnt is kept, but do not expect much of it.</source>
      <translation>What to try: learn again with the remedy that was named, with a larger batch, or with another task. What it had learnt is kept, but do not expect much of it.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/sentences.py" />
      <source>What to try: more time first; then a larger batch, a larger network, or another task. You can label now all the same: step 4 tells whether it helps.</source>
      <translation>What to try: more time first; then a larger batch, a larger network, or another task. You can label now all the same: step 4 tells whether it helps.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/summary.py" />
      <source>What was found</source>
      <translation>What was found</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/use/page.py" />
      <source>What was learnt and what it is worth, as a page to read</source>
      <translation>What was learnt and what it is worth, as a page to read</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/writing/write_panel.py" />
      <source>What was written</source>
      <translation>What was written</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/writing/ask_panel.py" />
      <source>What you ask (Enter)</source>
      <translation>What you ask (Enter)</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/help_mark.py" />
      <source>What {what} says</source>
      <translation>What {what} says</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/viewer.py" />
      <source>Wheel: zoom. Drag: move. F: fit. 1: one to one.</source>
      <translation>Wheel: zoom. Drag: move. F: fit. 1: one to one.</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/settings_panel.py" />
      <source>Where new projects go</source>
      <translation>Where new projects go</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/use/page.py" />
      <source>Where should the report go?</source>
      <translation>Where should the report go?</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/use/form.py" />
      <source>Where should the table go?</source>
      <translation>Where should the table go?</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/data/page.py" />
      <source>Where the folder is now</source>
      <translation>Where the folder is now</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/summary.py" />
      <source>Where the project is put</source>
      <translation>Where the project is put</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/plots.py" />
      <source>Whether a sample keeps its nearest neighbours when it is varied a little: 1 is always, 0 is chance. Higher is better.</source>
      <translation>Whether a sample keeps its nearest neighbours when it is varied a little: 1 is always, 0 is chance. Higher is better.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/heard/panel.py" />
      <source>Which</source>
      <translation>Which</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/layout.py" />
      <source>Which class was taken for which</source>
      <translation>Which class was taken for which</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/writing/ask_panel.py" />
      <source>Which model answers</source>
      <translation>Which model answers</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/use/form.py" />
      <source>Which model predicts</source>
      <translation>Which model predicts</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/writing/write_panel.py" />
      <source>Which run's network writes</source>
      <translation>Which run's network writes</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/sentences.py" />
      <source>Whole network</source>
      <translation>Whole network</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/layout.py" />
      <source>Whose predictions are shown</source>
      <translation>Whose predictions are shown</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/heard/panel.py" />
      <source>Whose texts are shown</source>
      <translation>Whose texts are shown</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/data/lists.py" />
      <source>Why it is left out</source>
      <translation>Why it is left out</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/filters.py" />
      <source>With a label</source>
      <translation>With a label</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/heard/panel.py" />
      <source>With a text</source>
      <translation>With a text</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/sentences.py" />
      <source>With {few} check labels the score can be trusted.</source>
      <translation>With {few} check labels the score can be trusted.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/filters.py" />
      <source>Without a label</source>
      <translation>Without a label</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/heard/panel.py" />
      <source>Without a text</source>
      <translation>Without a text</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/hearing/words.py" />
      <source>Word for word (exact)</source>
      <translation>Word for word (exact)</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/writing/controls.py" />
      <location filename="workbench/app/pages/inspect/writing/write_panel.py" />
      <source>Words</source>
      <translation>Words</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/page.py" />
      <source>Write down a few of your {n:,} {things}</source>
      <translation>Write down a few of your {n:,} {things}</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/labelling.py" />
      <source>Write down one text</source>
      <translation>Write down one text</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/hearing/words.py" />
      <source>Write down what is said (transcribe)</source>
      <translation>Write down what is said (transcribe)</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/layout.py" />
      <location filename="workbench/app/pages/inspect/writing/write_panel.py" />
      <source>Write on</source>
      <translation>Write on</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/page.py" />
      <source>Write on from the beginning</source>
      <translation>Write on from the beginning</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/use/page.py" />
      <source>Write the report</source>
      <translation>Write the report</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/home.py" />
      <source>Writes the files into a folder of the program and looks through them</source>
      <translation>Writes the files into a folder of the program and looks through them</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/__init__.py" />
      <source>Writing the sample</source>
      <translation>Writing the sample</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/use/result.py" />
      <source>Written text</source>
      <translation>Written text</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/use/result.py" />
      <source>Written to {path}</source>
      <translation>Written to {path}</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/heard/rows.py" />
      <source>Wrong</source>
      <translation>Wrong</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/hearing/words.py" />
      <source>Wrong letters (CER)</source>
      <translation>Wrong letters (CER)</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/hearing/words.py" />
      <source>Wrong words (WER)</source>
      <translation>Wrong words (WER)</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/run_panel.py" />
      <source>Yes, discard</source>
      <translation>Yes, discard</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/deleted_line.py" />
      <source>Yes, remove them</source>
      <translation>Yes, remove them</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/live_run.py" />
      <source>You chose to go on anyway.</source>
      <translation>You chose to go on anyway.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/live_run.py" />
      <source>You chose to stop.</source>
      <translation>You chose to stop.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/live_run.py" />
      <source>You chose to try the remedy.</source>
      <translation>You chose to try the remedy.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/side.py" />
      <source>You hear {file} now</source>
      <translation>You hear {file} now</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/writing/write_panel.py" />
      <source>Your beginning costs the network {bits:.1f} bits a letter: the fewer, the better it could foresee it.</source>
      <translation>Your beginning costs the network {bits:.1f} bits a letter: the fewer, the better it could foresee it.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/writing/write_panel.py" />
      <source>Your beginning, and what was written</source>
      <translation>Your beginning, and what was written</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/job_strip.py" />
      <source>a moment</source>
      <translation>a moment</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/strip_view.py" />
      <source>a sample that is gone</source>
      <translation>a sample that is gone</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/trial_words.py" />
      <source>a simple classifier gets {score} of your held-out labels right ({low} to {high})</source>
      <translation>a simple classifier gets {score} of your held-out labels right ({low} to {high})</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/summary.py" />
      <source>are exact copies</source>
      <translation>are exact copies</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/summary.py" />
      <source>are nearly the same</source>
      <translation>are nearly the same</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/looks_panel.py" />
      <source>at step {step}</source>
      <translation>at step {step}</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/setup_parts.py" />
      <location filename="workbench/app/pages/pretrain/choosing/advanced.py" />
      <source>automatic</source>
      <translation>automatic</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/data/counts.py" />
      <source>blank</source>
      <translation>blank</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/side.py" />
      <source>by hand</source>
      <translation>by hand</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/compare_panel.py" />
      <source>by minutes</source>
      <translation>by minutes</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/compare_panel.py" />
      <source>by steps</source>
      <translation>by steps</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/sentences.py" />
      <source>cannot tell</source>
      <translation>cannot tell</translation>
    </message>
    <message>
      <location filename="workbench/app/views/spans.py" />
      <source>changed</source>
      <translation>changed</translation>
    </message>
    <message>
      <location filename="workbench/app/views/picture_view.py" />
      <source>channel</source>
      <translation>channel</translation>
    </message>
    <message>
      <location filename="workbench/app/views/picture_view.py" />
      <source>channels</source>
      <translation>channels</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/task_card.py" />
      <source>chosen</source>
      <translation>chosen</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/reading_boxes.py" />
      <source>chosen for each table</source>
      <translation>chosen for each table</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/hearing/words.py" />
      <source>chrF</source>
      <translation>chrF</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/hearing/words.py" />
      <source>chrF {score}</source>
      <translation>chrF {score}</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/guide.py" />
      <source>class</source>
      <translation>class</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/guide.py" />
      <source>classes</source>
      <translation>classes</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/sentences.py" />
      <source>collapsed</source>
      <translation>collapsed</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/reading_boxes.py" />
      <source>cut into clips of</source>
      <translation>cut into clips of</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/settings_form.py" />
      <source>default</source>
      <translation>default</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/deleted_line.py" />
      <source>deleted run</source>
      <translation>deleted run</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/deleted_line.py" />
      <source>deleted runs</source>
      <translation>deleted runs</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/plots.py" />
      <source>directions in use</source>
      <translation>directions in use</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/budget.py" />
      <source>done at {time}</source>
      <translation>done at {time}</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/reading_boxes.py" />
      <location filename="workbench/app/widgets/reading_words.py" />
      <source>each file whole</source>
      <translation>each file whole</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/sentences.py" />
      <source>effective rank {rank}</source>
      <translation>effective rank {rank}</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/data/counts.py" />
      <source>exact copies</source>
      <translation>exact copies</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/data/counts.py" />
      <source>exact copy</source>
      <translation>exact copy</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/sentences.py" />
      <source>failed</source>
      <translation>failed</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/live_plot.py" />
      <source>falling</source>
      <translation>falling</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/data/page.py" />
      <source>file</source>
      <translation>file</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/data/page.py" />
      <source>files</source>
      <translation>files</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/sentences.py" />
      <source>finished</source>
      <translation>finished</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/result_card.py" />
      <source>first guess: {score}</source>
      <translation>first guess: {score}</translation>
    </message>
    <message>
      <location filename="workbench/app/views/video_reel.py" />
      <source>frame</source>
      <translation>frame</translation>
    </message>
    <message>
      <location filename="workbench/app/views/video_reel.py" />
      <source>frames</source>
      <translation>frames</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/side.py" />
      <source>from a sub-folder</source>
      <translation>from a sub-folder</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/side.py" />
      <source>from a table</source>
      <translation>from a table</translation>
    </message>
    <message>
      <location filename="workbench/app/views/timeline.py" />
      <source>from {start} {name}</source>
      <translation>from {start} {name}</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/side.py" />
      <source>guess accepted</source>
      <translation>guess accepted</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/grid_view.py" />
      <source>guess {label}</source>
      <translation>guess {label}</translation>
    </message>
    <message>
      <location filename="workbench/app/views/spans.py" />
      <source>hidden</source>
      <translation>hidden</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/summary.py" />
      <source>in {folder}</source>
      <translation>in {folder}</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/sentences.py" />
      <source>interrupted</source>
      <translation>interrupted</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/summary.py" />
      <source>is an exact copy</source>
      <translation>is an exact copy</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/summary.py" />
      <source>is kept in</source>
      <translation>is kept in</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/summary.py" />
      <source>is nearly the same</source>
      <translation>is nearly the same</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/class_bar.py" />
      <source>key {key}</source>
      <translation>key {key}</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/guide.py" />
      <location filename="workbench/app/frame/steps.py" />
      <location filename="workbench/app/pages/fine_tune/sentences.py" />
      <source>label</source>
      <translation>label</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/side.py" />
      <source>label taken away</source>
      <translation>label taken away</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/grid_view.py" />
      <source>label {label}</source>
      <translation>label {label}</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/grid_view.py" />
      <source>label {label}, check set</source>
      <translation>label {label}, check set</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/guide.py" />
      <location filename="workbench/app/frame/steps.py" />
      <location filename="workbench/app/pages/fine_tune/sentences.py" />
      <source>labels</source>
      <translation>labels</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/sentences.py" />
      <source>learned</source>
      <translation>learned</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/sentences.py" />
      <source>learned slowly</source>
      <translation>learned slowly</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/curves_panel.py" />
      <source>learnt nothing</source>
      <translation>learnt nothing</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/hearing/words.py" />
      <source>less is better</source>
      <translation>less is better</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/figures.py" />
      <source>less than 1 s</source>
      <translation>less than 1 s</translation>
    </message>
    <message>
      <location filename="workbench/app/views/text_view.py" />
      <source>letter</source>
      <translation>letter</translation>
    </message>
    <message>
      <location filename="workbench/app/views/text_view.py" />
      <source>letters</source>
      <translation>letters</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/live_plot.py" />
      <source>level</source>
      <translation>level</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/steps.py" />
      <source>locked</source>
      <translation>locked</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/overlay_plot.py" />
      <location filename="workbench/app/widgets/live_plot.py" />
      <source>log</source>
      <translation>log</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/live_plot.py" />
      <source>measured</source>
      <translation>measured</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/compare_panel.py" />
      <source>minutes</source>
      <translation>minutes</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/data/counts.py" />
      <source>missing</source>
      <translation>missing</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/steps.py" />
      <source>model</source>
      <translation>model</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/steps.py" />
      <source>models</source>
      <translation>models</translation>
    </message>
    <message>
      <location filename="workbench/app/views/sound_track.py" />
      <source>mono</source>
      <translation>mono</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/hearing/words.py" />
      <source>more is better</source>
      <translation>more is better</translation>
    </message>
    <message>
      <location filename="workbench/app/views/spans.py" />
      <source>moved</source>
      <translation>moved</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/data/counts.py" />
      <source>near copies</source>
      <translation>near copies</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/data/counts.py" />
      <source>near copy</source>
      <translation>near copy</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/sentences.py" />
      <source>neighbours agree {now}</source>
      <translation>neighbours agree {now}</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/trial_words.py" />
      <source>neighbours agree {share}</source>
      <translation>neighbours agree {share}</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/class_bar.py" />
      <source>no key</source>
      <translation>no key</translation>
    </message>
    <message>
      <location filename="workbench/app/views/timeline.py" />
      <location filename="workbench/app/widgets/grid_view.py" />
      <source>no label</source>
      <translation>no label</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/live_plot.py" />
      <source>no value yet</source>
      <translation>no value yet</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/overlay_plot.py" />
      <source>no values</source>
      <translation>no values</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/hearing/words.py" />
      <location filename="workbench/app/pages/fine_tune/sentences.py" />
      <location filename="workbench/app/pages/start/column_labels.py" />
      <source>none</source>
      <translation>none</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/setup_parts.py" />
      <source>none yet: from the labels alone</source>
      <translation>none yet: from the labels alone</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/figures.py" />
      <source>not a number</source>
      <translation>not a number</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/sidebar.py" />
      <source>offline</source>
      <translation>offline</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/home.py" />
      <source>or one large file: a table, a text, a recording or a video</source>
      <translation>or one large file: a table, a text, a recording or a video</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/home.py" />
      <source>or type its path, then Enter</source>
      <translation>or type its path, then Enter</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/sentences.py" />
      <source>paused</source>
      <translation>paused</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/steps.py" />
      <source>ready</source>
      <translation>ready</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/task_card.py" />
      <source>recommended</source>
      <translation>recommended</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/settings_form.py" />
      <source>reset</source>
      <translation>reset</translation>
    </message>
    <message>
      <location filename="workbench/app/views/spans.py" />
      <source>right</source>
      <translation>right</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/live_plot.py" />
      <source>rising</source>
      <translation>rising</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/use/result.py" />
      <source>row</source>
      <translation>row</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/use/result.py" />
      <source>rows</source>
      <translation>rows</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/steps.py" />
      <location filename="workbench/app/pages/pretrain/past/overlay_plot.py" />
      <source>run</source>
      <translation>run</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/sentences.py" />
      <source>running</source>
      <translation>running</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/steps.py" />
      <source>runs</source>
      <translation>runs</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/guide.py" />
      <location filename="workbench/app/frame/steps.py" />
      <source>sample</source>
      <translation>sample</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/guide.py" />
      <location filename="workbench/app/frame/steps.py" />
      <source>samples</source>
      <translation>samples</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/plots.py" />
      <source>samples/s</source>
      <translation>samples/s</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/runs_panel.py" />
      <source>separated by commas</source>
      <translation>separated by commas</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/live_plot.py" />
      <source>smoothed</source>
      <translation>smoothed</translation>
    </message>
    <message>
      <location filename="workbench/app/views/sound_plot.py" />
      <location filename="workbench/app/views/spans.py" />
      <location filename="workbench/app/views/video_strip.py" />
      <source>speaks against it</source>
      <translation>speaks against it</translation>
    </message>
    <message>
      <location filename="workbench/app/views/sound_plot.py" />
      <location filename="workbench/app/views/spans.py" />
      <location filename="workbench/app/views/video_strip.py" />
      <source>speaks for it</source>
      <translation>speaks for it</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/plots.py" />
      <source>squared distance</source>
      <translation>squared distance</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/trial_words.py" />
      <location filename="workbench/app/pages/pretrain/past/compare_panel.py" />
      <location filename="workbench/app/pages/pretrain/sentences.py" />
      <location filename="workbench/app/widgets/live_plot.py" />
      <source>step</source>
      <translation>step</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/trial_words.py" />
      <location filename="workbench/app/pages/pretrain/sentences.py" />
      <source>steps</source>
      <translation>steps</translation>
    </message>
    <message>
      <location filename="workbench/app/views/sound_track.py" />
      <source>stereo</source>
      <translation>stereo</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/sentences.py" />
      <source>still learning</source>
      <translation>still learning</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/sentences.py" />
      <source>stopped, kept</source>
      <translation>stopped, kept</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/guide.py" />
      <location filename="workbench/app/pages/fine_tune/hearing/words.py" />
      <source>text</source>
      <translation>text</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/guide.py" />
      <location filename="workbench/app/pages/fine_tune/hearing/words.py" />
      <source>texts</source>
      <translation>texts</translation>
    </message>
    <message>
      <location filename="workbench/app/views/text_view.py" />
      <source>the first {n:,} letters are shown</source>
      <translation>the first {n:,} letters are shown</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/writing/teach_card.py" />
      <source>the labels of this project that are texts</source>
      <translation>the labels of this project that are texts</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/hearing/result_card.py" />
      <source>the model</source>
      <translation>the model</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/filters.py" />
      <source>to</source>
      <translation>to</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/figures.py" />
      <source>tomorrow {time}</source>
      <translation>tomorrow {time}</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/data/counts.py" />
      <source>too large</source>
      <translation>too large</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/data/counts.py" />
      <source>too small</source>
      <translation>too small</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/data/counts.py" />
      <source>unreadable</source>
      <translation>unreadable</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/label_marks.py" />
      <source>unsure</source>
      <translation>unsure</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/trial_words.py" />
      <source>uses {share} of the directions it could</source>
      <translation>uses {share} of the directions it could</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/steps.py" />
      <source>waits</source>
      <translation>waits</translation>
    </message>
    <message>
      <location filename="workbench/app/views/text_view.py" />
      <source>word</source>
      <translation>word</translation>
    </message>
    <message>
      <location filename="workbench/app/views/text_view.py" />
      <source>words</source>
      <translation>words</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/steps.py" />
      <source>working</source>
      <translation>working</translation>
    </message>
    <message>
      <location filename="workbench/app/views/spans.py" />
      <source>wrong</source>
      <translation>wrong</translation>
    </message>
    <message>
      <location filename="workbench/app/views/picture_view.py" />
      <source>x {x}, y {y}: {values}</source>
      <translation>x {x}, y {y}: {values}</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/check_card.py" />
      <source>{a:,} of {b:,} labelled.</source>
      <translation>{a:,} of {b:,} labelled.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/overlay_plot.py" />
      <source>{axis} {step}</source>
      <translation>{axis} {step}</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/live_plot.py" />
      <source>{axis} {step}: {value}</source>
      <translation>{axis} {step}: {value}</translation>
    </message>
    <message>
      <location filename="workbench/app/views/picture_view.py" />
      <source>{bits} bits each</source>
      <translation>{bits} bits each</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/hearing/words.py" />
      <source>{chrf} like the wanted texts</source>
      <translation>{chrf} like the wanted texts</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/hearing/words.py" />
      <source>{chrf} like the wanted texts, by taking the text of the most similar known sound</source>
      <translation>{chrf} like the wanted texts, by taking the text of the most similar known sound</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/summary.py" />
      <source>{copies}; copies count once.</source>
      <translation>{copies}; copies count once.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/sentences.py" />
      <source>{done} of {planned}</source>
      <translation>{done} of {planned}</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/states.py" />
      <source>{done} of {total}{unit}</source>
      <translation>{done} of {total}{unit}</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/sentences.py" />
      <source>{facts}.</source>
      <translation>{facts}.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/hearing/words.py" />
      <source>{figure}, {better}</source>
      <translation>{figure}, {better}</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/over_time.py" />
      <location filename="workbench/app/pages/use/over_time.py" />
      <source>{file} over time: the higher, the surer</source>
      <translation>{file} over time: the higher, the surer</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/use/form.py" />
      <source>{folder} predictions.csv</source>
      <translation>{folder} predictions.csv</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/data/page.py" />
      <source>{folder}. It is only read, never written to.</source>
      <translation>{folder}. It is only read, never written to.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/table.py" />
      <source>{guess}, is {label}</source>
      <translation>{guess}, is {label}</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/settings_form.py" />
      <source>{help} (from {low})</source>
      <translation>{help} (from {low})</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/settings_form.py" />
      <source>{help} (up to {high})</source>
      <translation>{help} (up to {high})</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/settings_form.py" />
      <source>{help} ({low} to {high})</source>
      <translation>{help} ({low} to {high})</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/figures.py" />
      <source>{hours} h</source>
      <translation>{hours} h</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/figures.py" />
      <source>{hours} h {minutes} min</source>
      <translation>{hours} h {minutes} min</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/sentences.py" />
      <source>{labels:,} of {n:,} labelled, {classes:,} classes. A number key labels and goes on.</source>
      <translation>{labels:,} of {n:,} labelled, {classes:,} classes. A number key labels and goes on.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/writing/turns.py" />
      <source>{like} %  {question} → {answer}</source>
      <translation>{like} %  {question} → {answer}</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/contrast_panel.py" />
      <source>{low} to {high}</source>
      <translation>{low} to {high}</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/figures.py" />
      <source>{minutes} min</source>
      <translation>{minutes} min</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/figures.py" />
      <source>{minutes} min {seconds} s</source>
      <translation>{minutes} min {seconds} s</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/heard/panel.py" />
      <location filename="workbench/app/pages/inspect/page.py" />
      <location filename="workbench/app/pages/use/form.py" />
      <source>{model} (latest)</source>
      <translation>{model} (latest)</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/hearing/result_card.py" />
      <source>{model}: how its texts compare with texts that it was not taught</source>
      <translation>{model}: how its texts compare with texts that it was not taught</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/result_card.py" />
      <source>{model}: share of right answers, every class counting alike (balanced accuracy)</source>
      <translation>{model}: share of right answers, every class counting alike (balanced accuracy)</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/hearing/words.py" />
      <source>{mode}: {way}</source>
      <translation>{mode}: {way}</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/amounts.py" />
      <source>{n:,.0f} MB</source>
      <translation>{n:,.0f} MB</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/amounts.py" />
      <source>{n:,.0f} kB</source>
      <translation>{n:,.0f} kB</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/amounts.py" />
      <source>{n:,.1f} GB</source>
      <translation>{n:,.1f} GB</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/data/page.py" />
      <source>{n:,} changed</source>
      <translation>{n:,} changed</translation>
    </message>
    <message>
      <location filename="workbench/app/views/timeline.py" />
      <source>{n:,} clips are marked</source>
      <translation>{n:,} clips are marked</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/data/page.py" />
      <source>{n:,} missing</source>
      <translation>{n:,} missing</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/data/page.py" />
      <source>{n:,} moved</source>
      <translation>{n:,} moved</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/data/page.py" />
      <source>{n:,} new</source>
      <translation>{n:,} new</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/sentences.py" />
      <source>{n:,} of {all:,} have a text: what is said, or what it means in another language.</source>
      <translation>{n:,} of {all:,} have a text: what is said, or what it means in another language.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/summary.py" />
      <source>{n:,} of {files:,} files are left out, with the reason below. Nothing stops the import.</source>
      <translation>{n:,} of {files:,} files are left out, with the reason below. Nothing stops the import.</translation>
    </message>
    <message>
      <location filename="workbench/app/views/sample_view.py" />
      <source>{n:,} of {total:,}</source>
      <translation>{n:,} of {total:,}</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/page.py" />
      <source>{n:,} predictions, {wrong:,} of them not as labelled. A correction becomes a label.</source>
      <translation>{n:,} predictions, {wrong:,} of them not as labelled. A correction becomes a label.</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/grid_view.py" />
      <source>{n:,} samples</source>
      <translation>{n:,} samples</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/page.py" />
      <source>{n:,} texts, {wrong:,} of them not word for word as wanted. A corrected text becomes a label.</source>
      <translation>{n:,} texts, {wrong:,} of them not word for word as wanted. A corrected text becomes a label.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/writing/write_panel.py" />
      <source>{n:,} words, as many as you asked for.</source>
      <translation>{n:,} words, as many as you asked for.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/writing/write_panel.py" />
      <source>{n:,} words; stopped.</source>
      <translation>{n:,} words; stopped.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/writing/write_panel.py" />
      <source>{n:,} words; the network ended the text here.</source>
      <translation>{n:,} words; the network ended the text here.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/acts.py" />
      <source>{name} cannot be its name.</source>
      <translation>{name} cannot be its name.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/__init__.py" />
      <source>{name} is a single file.</source>
      <translation>{name} is a single file.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/table.py" />
      <source>{name} {percent} %</source>
      <translation>{name} {percent} %</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/strip_view.py" />
      <source>{name}, number {number} of those most like {sample}</source>
      <translation>{name}, number {number} of those most like {sample}</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/class_bar.py" />
      <source>{name}, {n:,} labels</source>
      <translation>{name}, {n:,} labels</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/side.py" />
      <source>{name}, {sure} % sure</source>
      <translation>{name}, {sure} % sure</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/use/result.py" />
      <source>{name}: {n:,}</source>
      <translation>{name}: {n:,}</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/summary.py" />
      <source>{near} as another; all of them are learnt from.</source>
      <translation>{near} as another; all of them are learnt from.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/advanced.py" />
      <source>{noun} size</source>
      <translation>{noun} size</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/deleted_line.py" />
      <source>{number} MB</source>
      <translation>{number} MB</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/runs_panel.py" />
      <source>{number} chosen, compared below</source>
      <translation>{number} chosen, compared below</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/happened_panel.py" />
      <source>{number} earlier</source>
      <translation>{number} earlier</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/past_runs.py" />
      <source>{number} runs</source>
      <translation>{number} runs</translation>
    </message>
    <message>
      <location filename="workbench/app/views/sound_painting.py" />
      <source>{n} Hz</source>
      <translation>{n} Hz</translation>
    </message>
    <message>
      <location filename="workbench/app/views/sound_track.py" />
      <source>{n} channels</source>
      <translation>{n} channels</translation>
    </message>
    <message>
      <location filename="workbench/app/errors.py" />
      <source>{n} earlier messages</source>
      <translation>{n} earlier messages</translation>
    </message>
    <message>
      <location filename="workbench/app/views/sound_painting.py" />
      <source>{n} kHz</source>
      <translation>{n} kHz</translation>
    </message>
    <message>
      <location filename="workbench/app/views/picture_view.py" />
      <source>{percent:,.0f} %</source>
      <translation>{percent:,.0f} %</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/use/result.py" />
      <source>{percent:.0f} %</source>
      <translation>{percent:.0f} %</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/job_chip.py" />
      <source>{phase}, {left} left</source>
      <translation>{phase}, {left} left</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/states.py" />
      <source>{phase}: {details}</source>
      <translation>{phase}: {details}</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/job_chip.py" />
      <source>{phase}: {done:,}</source>
      <translation>{phase}: {done:,}</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/job_chip.py" />
      <source>{phase}: {done:,} of {total:,}</source>
      <translation>{phase}: {done:,} of {total:,}</translation>
    </message>
    <message>
      <location filename="workbench/app/views/sound_view.py" />
      <source>{place:.2f} of {length}</source>
      <translation>{place:.2f} of {length}</translation>
    </message>
    <message>
      <location filename="workbench/app/views/video_view.py" />
      <source>{place:.2f} of {length}, frame {n} of {total}</source>
      <translation>{place:.2f} of {length}, frame {n} of {total}</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/live_plot.py" />
      <source>{plot}: logarithmic axis</source>
      <translation>{plot}: logarithmic axis</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/plot_saving.py" />
      <source>{plot}: save</source>
      <translation>{plot}: save</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/top_bar.py" />
      <source>{project}  ›  {page}</source>
      <translation>{project}  ›  {page}</translation>
    </message>
    <message>
      <location filename="workbench/app/main_window.py" />
      <source>{project} - SSL Workbench</source>
      <translation>{project} - SSL Workbench</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/use/page.py" />
      <source>{project} report.html</source>
      <translation>{project} report.html</translation>
    </message>
    <message>
      <location filename="workbench/app/views/video_reel.py" />
      <source>{rate:.3g} frames a second</source>
      <translation>{rate:.3g} frames a second</translation>
    </message>
    <message>
      <location filename="workbench/app/views/sound_track.py" />
      <source>{rate:g} kHz</source>
      <translation>{rate:g} kHz</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/trial_words.py" />
      <source>{rate} samples a second</source>
      <translation>{rate} samples a second</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/sentences.py" />
      <source>{rate} {nouns} a second</source>
      <translation>{rate} {nouns} a second</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/states.py" />
      <source>{rate} {unit} a second</source>
      <translation>{rate} {unit} a second</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/live_plot.py" />
      <source>{reading}, {trend}, {number} points.</source>
      <translation>{reading}, {trend}, {number} points.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/page.py" />
      <source>{right:,} of {n:,} were right.</source>
      <translation>{right:,} of {n:,} were right.</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/grid_view.py" />
      <source>{row:,} of {n:,}</source>
      <translation>{row:,} of {n:,}</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/use/result.py" />
      <source>{rows} predicted</source>
      <translation>{rows} predicted</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/use/result.py" />
      <source>{rows}, {n:,} with a problem</source>
      <translation>{rows}, {n:,} with a problem</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/deleted_line.py" />
      <source>{runs}, {size}, can still be brought back with Undo.</source>
      <translation>{runs}, {size}, can still be brought back with Undo.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/summary.py" />
      <source>{samples} can be learnt from</source>
      <translation>{samples} can be learnt from</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/data/counts.py" />
      <source>{samples} to learn from</source>
      <translation>{samples} to learn from</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/strip_view.py" />
      <source>{sample}: most like {others}.</source>
      <translation>{sample}: most like {others}.</translation>
    </message>
    <message>
      <location filename="workbench/app/views/sound_track.py" />
      <source>{seconds:.2f} s</source>
      <translation>{seconds:.2f} s</translation>
    </message>
    <message>
      <location filename="workbench/app/views/sound_painting.py" />
      <location filename="workbench/app/widgets/figures.py" />
      <source>{seconds} s</source>
      <translation>{seconds} s</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/choosing/segments.py" />
      <source>{section}, the chosen one is here</source>
      <translation>{section}, the chosen one is here</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/start/reading_card.py" />
      <source>{setting}:</source>
      <translation>{setting}:</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/settings_form.py" />
      <source>{setting}: back to the default</source>
      <translation>{setting}: back to the default</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/reading_words.py" />
      <source>{setting}: {value}</source>
      <translation>{setting}: {value}</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/heard/side.py" />
      <source>{share} of the letters are wrong.</source>
      <translation>{share} of the letters are wrong.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/sentences.py" />
      <source>{share} of the time spent waiting for data</source>
      <translation>{share} of the time spent waiting for data</translation>
    </message>
    <message>
      <location filename="workbench/app/views/sound_plot.py" />
      <location filename="workbench/app/views/video_strip.py" />
      <source>{start:.2f} to {end:.2f} s {what}</source>
      <translation>{start:.2f} to {end:.2f} s {what}</translation>
    </message>
    <message>
      <location filename="workbench/app/views/timeline.py" />
      <source>{start} to {end}</source>
      <translation>{start} to {end}</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/heard/side.py" />
      <location filename="workbench/app/pages/inspect/side.py" />
      <source>{sure} % sure</source>
      <translation>{sure} % sure</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/writing/turns.py" />
      <source>{sure} % sure of its words.</source>
      <translation>{sure} % sure of its words.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/running/run_panel.py" />
      <source>{task} with {encoder} at {size}, {batch} a step, on {device}.</source>
      <translation>{task} with {encoder} at {size}, {batch} a step, on {device}.</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/states.py" />
      <source>{time} left</source>
      <translation>{time} left</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/side.py" />
      <source>{time}: {what}, {who}</source>
      <translation>{time}: {what}, {who}</translation>
    </message>
    <message>
      <location filename="workbench/app/notices.py" />
      <source>{title} did not work</source>
      <translation>{title} did not work</translation>
    </message>
    <message>
      <location filename="workbench/app/notices.py" />
      <source>{title} has ended: it collapsed</source>
      <translation>{title} has ended: it collapsed</translation>
    </message>
    <message>
      <location filename="workbench/app/notices.py" />
      <source>{title} is done</source>
      <translation>{title} is done</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/hosts.py" />
      <source>{title} is not possible yet</source>
      <translation>{title} is not possible yet</translation>
    </message>
    <message>
      <location filename="workbench/app/widgets/job_strip.py" />
      <source>{title} waits for your answer first</source>
      <translation>{title} waits for your answer first</translation>
    </message>
    <message>
      <location filename="workbench/app/notices.py" />
      <source>{title} was stopped</source>
      <translation>{title} was stopped</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/job_chip.py" />
      <source>{title}: paused</source>
      <translation>{title}: paused</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/job_chip.py" />
      <source>{title}: stopping</source>
      <translation>{title}: stopping</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/job_chip.py" />
      <source>{title}: waits for your answer</source>
      <translation>{title}: waits for your answer</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/hearing/words.py" />
      <location filename="workbench/app/pages/fine_tune/sentences.py" />
      <source>{train} to learn from, {check} in the check set.</source>
      <translation>{train} to learn from, {check} in the check set.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/filters.py" />
      <source>{truth}, said to be {guess}. Show all</source>
      <translation>{truth}, said to be {guess}. Show all</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/matrix.py" />
      <source>{truth}, said to be {guess}: {n:,}, right</source>
      <translation>{truth}, said to be {guess}: {n:,}, right</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/inspect/matrix.py" />
      <source>{truth}, said to be {guess}: {n:,}, wrong</source>
      <translation>{truth}, said to be {guess}: {n:,}, wrong</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/device_badge.py" />
      <source>{used:,.0f} MB in use</source>
      <translation>{used:,.0f} MB in use</translation>
    </message>
    <message>
      <location filename="workbench/app/frame/device_badge.py" />
      <source>{used:,.0f} of {total:,.0f} MB in use</source>
      <translation>{used:,.0f} of {total:,.0f} MB in use</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/sentences.py" />
      <source>{value} ({low} to {high})</source>
      <translation>{value} ({low} to {high})</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/sentences.py" />
      <source>{way}, with unlabelled samples</source>
      <translation>{way}, with unlabelled samples</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/fine_tune/hearing/result_card.py" />
      <source>{way}, {detail}</source>
      <translation>{way}, {detail}</translation>
    </message>
    <message>
      <location filename="workbench/app/views/timeline.py" />
      <source>{when}: no label</source>
      <translation>{when}: no label</translation>
    </message>
    <message>
      <location filename="workbench/app/views/timeline.py" />
      <source>{when}: {name}</source>
      <translation>{when}: {name}</translation>
    </message>
    <message>
      <location filename="workbench/app/views/timeline.py" />
      <source>{when}: {name}, {sure} % sure</source>
      <translation>{when}: {name}, {sure} % sure</translation>
    </message>
    <message>
      <location filename="workbench/app/views/picture_view.py" />
      <location filename="workbench/app/views/video_reel.py" />
      <source>{width:,} × {height:,} pixels</source>
      <translation>{width:,} × {height:,} pixels</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/label/side.py" />
      <source>{words}. {n:,} are chosen.</source>
      <translation>{words}. {n:,} are chosen.</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/sentences.py" />
      <source>{word}: {sentence}</source>
      <translation>{word}: {sentence}</translation>
    </message>
    <message>
      <location filename="workbench/app/pages/pretrain/past/past_runs.py" />
      <source>“{run}”</source>
      <translation>“{run}”</translation>
    </message>
  </context>
</TS>
