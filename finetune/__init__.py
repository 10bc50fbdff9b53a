"""Makes data, trains and measures; the product never imports more of it than `finetune.predict`."""
